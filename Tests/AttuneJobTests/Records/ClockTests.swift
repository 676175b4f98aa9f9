// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A clock that is set back` {
  @Test func `ends nothing before it began`() throws {
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    let handle = TrialHandle(host: "here", bootID: "", pid: 1, startTicks: 0)
    let suggestion = Suggestion(
      assignment: Assignment([.init(name: "x", value: .integer(1))]),
      origin: Origin(phase: "test", text: "", completionsSeen: 0))
    let events: [(Int64, JobEvent)] = [
      (9_000, .opened(JobOwner(host: "here", pid: 1))), (9_100, .suggested([suggestion])),
      (9_200, .launched(attempt, handle)), (2_000, .exited(attempt, TrialExit(status: .exited(0)), seen: [])),
      (1_000, .finished(.succeeded)),
    ]
    let stored = StoredJob(
      spec: try .sample(maxTrials: 1), createTime: Timestamp(milliseconds: 8_000),
      journal: events.map { JournalEntry(time: Timestamp(milliseconds: $0.0), event: $0.1) })
    let history = try #require(JobHistory(id: JobID(createdAt: Timestamp(milliseconds: 0)), job: stored))
    let record = history.record(of: Trial.ID(1))
    #expect(record.startTime == Timestamp(milliseconds: 9_200))
    #expect(record.endTime == Timestamp(milliseconds: 9_200))
    #expect(history.machine.outcome == .succeeded)
    #expect(history.endTime == history.startTime)
  }
}
