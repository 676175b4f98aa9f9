// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

/// Reaches nothing that was started on another machine.
struct FarExecutor: TrialExecutor {
  static let refusal = TrialExecutorError(.elsewhere, "the trainer was started on host 'a' and this is 'b'")

  let here: ScriptedTrialExecutor

  func place(of attempt: Attempt) -> TrialPlace { here.place(of: attempt) }

  func launch(
    _ launch: TrialLaunch, whileWaiting tell: @Sendable (_ reason: String) async -> Void
  ) async throws(TrialExecutorError) -> TrialHandle {
    try await here.launch(launch, whileWaiting: tell)
  }

  func requireReach(of attempt: Attempt, launchedAs handle: TrialHandle?) throws(TrialExecutorError) {
    throw Self.refusal
  }

  func exit(of handle: TrialHandle, at attempt: Attempt) async throws -> TrialExit { throw Self.refusal }

  func stop(_ handle: TrialHandle, grace: Duration) async throws(TrialExecutorError) { throw Self.refusal }
}

@Suite(.timeLimit(.minutes(1))) struct `A job with trials on another machine` {
  /// One trial runs there, and there is room for another.
  private func left(launched: Bool) async throws -> Workshop {
    let executor = ScriptedTrialExecutor()
    let workshop = try await Workshop(.sample(maxTrials: 5, parallel: 2), executor: executor)
    let lease = try await workshop.store.acquire(workshop.job, as: JobOwner(host: "a", pid: 1))
    let suggestion = Suggestion(
      assignment: try #require(workshop.spec.emptyStudy).space.assignment(at: [0.5]),
      origin: Origin(phase: "sobol", text: "a point", completionsSeen: 0))
    var events: [JobEvent] = [.opened(JobOwner(host: "a", pid: 1)), .suggested([suggestion])]
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    if launched { events.append(.launched(attempt, TrialHandle(host: "a", bootID: "x", pid: 2, startTicks: 3))) }
    let entries = events.map { JournalEntry(time: Timestamp(milliseconds: 1), event: $0) }
    try await workshop.store.append(entries, rows: [], under: lease)
    await workshop.store.release(lease)
    return workshop
  }

  @Test(arguments: [true, false])
  func `is not gone on with: nothing is recorded, and nothing started beside them`(launched: Bool) async throws {
    let workshop = try await left(launched: launched)
    let before = try await workshop.journal
    let here = ScriptedTrialExecutor()
    await #expect(throws: FarExecutor.refusal) {
      _ = try await Workshop(visiting: workshop, with: FarExecutor(here: here)).life()
    }
    #expect(here.launched.isEmpty)
    #expect(try await workshop.journal == before)
    #expect(try await workshop.store.owner(of: workshop.job) == nil)
  }
}
