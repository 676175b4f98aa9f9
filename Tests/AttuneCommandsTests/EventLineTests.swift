// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneLocal
import AttuneStudy
import Testing

/// A job whose two trials run, and what its terminal shows of it.
@Suite struct `A running job's terminal` {
  private var history: JobHistory

  init() throws {
    let job = StoredJob(spec: try Sample.spec(), createTime: Sample.time(0), journal: [])
    history = try #require(JobHistory(id: Sample.id(0), job: job))
    let tuning = try Sample.articleTuning()
    let origin = Origin(phase: "sobol", text: "a point", completionsSeen: 0)
    let suggestions = [0.25, 0.75].map {
      Suggestion(assignment: tuning.space.assignment(at: [$0, $0]), origin: origin)
    }
    _ = take(.opened(Sample.owner))
    _ = take(.suggested(suggestions))
    for trial in 1...2 { _ = take(.launched(attempt(trial), handle)) }
  }

  private let handle = TrialHandle(host: "box", bootID: "boot", pid: 4_712, startTicks: 1)

  private func attempt(_ trial: Int, _ number: Int = 1) -> Attempt { Attempt(trial: Trial.ID(trial), number: number) }

  private mutating func take(_ event: JobEvent, at second: Int64 = 1) -> String? {
    let entry = JournalEntry(time: Sample.time(second), event: event)
    _ = history.take(entry)
    return EventLine(history: history).text(of: entry)
  }

  private mutating func exit(_ status: TrialExit.Status) -> String? {
    take(.exited(attempt(1), TrialExit(status: status), seen: []))
  }

  @Test func `says that a lost trial runs again`() {
    var job = self
    #expect(job.exit(.lost) == "trial 1 is lost: its trainer is gone; it runs again")
  }

  @Test(arguments: [JobEvent.commanded(.interrupt), .timeUp(.maxRunningTime)])
  func `says that a stopped trial runs again when the job is resumed, and not before`(event: JobEvent) {
    var stopped = self
    _ = stopped.take(event)
    for status in [TrialExit.Status.killed(signal: 15), .exited(0), .lost] {
      var job = stopped
      #expect(job.exit(status) == "trial 1 was stopped; it runs again when the job is resumed")
    }
  }

  @Test func `shows how long a trial has run, and what it has in memory where that is known`() {
    let view = LiveView(
      history: history, now: Sample.time(63), width: 60,
      memory: [Trial.ID(2): TrialMemory(bytes: 812_400_000, peakBytes: 900_000_000)], hint: "Ctrl-C: leave")
    #expect(
      view.lines == [
        "attune_2018_01_08_142717956 · 0/10 done · 2 of 2 running · 1",
        "  1  1 min 02 s  no acc yet  dropout1=0.3 dropout2=0.2",
        "  2  1 min 02 s  812.4 MB  no acc yet  dropout1=0.5 dropout2",
        "Ctrl-C: leave",
      ])
  }
}
