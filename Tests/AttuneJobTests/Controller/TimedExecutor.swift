// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting

/// Trainers that each take the same time.
struct TimedExecutor: TrialExecutor {
  let scripted = ScriptedTrialExecutor()
  let clock: ManualClock
  let duration: Duration

  func place(of attempt: Attempt) -> TrialPlace { scripted.place(of: attempt) }

  func launch(
    _ launch: TrialLaunch, whileWaiting tell: @Sendable (_ reason: String) async -> Void
  ) async throws(TrialExecutorError) -> TrialHandle {
    try await scripted.launch(launch, whileWaiting: tell)
  }

  func exit(of handle: TrialHandle, at attempt: Attempt) async throws -> TrialExit {
    try await clock.sleep(for: duration)
    scripted.end(attempt)
    return try await scripted.exit(of: handle, at: attempt)
  }

  func stop(_ handle: TrialHandle, grace: Duration) async throws(TrialExecutorError) {
    try await scripted.stop(handle, grace: grace)
  }
}
