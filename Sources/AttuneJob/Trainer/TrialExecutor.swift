// SPDX-License-Identifier: Apache-2.0

/// Starts trainers, finds them again, waits, stops. `checkTrialExecutor` in AttuneTesting is its law book.
public protocol TrialExecutor: Sendable {
  /// Where the attempt lives, whether it was launched or not.
  func place(of attempt: Attempt) -> TrialPlace
  /// Launching the same attempt twice returns the same handle (death between launch and journal).
  ///
  /// - Parameter tell: told why the attempt waits, where it must wait for something that others use; each reason once.
  func launch(
    _ launch: TrialLaunch, whileWaiting tell: @Sendable (_ reason: String) async -> Void
  ) async throws(TrialExecutorError) -> TrialHandle
  /// Throws `.elsewhere` where an attempt was started on another machine and may still run there: nothing can be known
  /// of it here, nor done about it.
  ///
  /// - Parameter handle: nil where it is not known whether the attempt was launched.
  func requireReach(of attempt: Attempt, launchedAs handle: TrialHandle?) throws(TrialExecutorError)
  /// Waits for the end; also for a handle from before a restart. Throws `CancellationError` at once when cancelled.
  func exit(of handle: TrialHandle, at attempt: Attempt) async throws -> TrialExit
  /// Asks the whole process tree to end: TERM, `grace`, KILL. Returns once asked.
  func stop(_ handle: TrialHandle, grace: Duration) async throws(TrialExecutorError)
}

extension TrialExecutor {
  /// An executor that is the same from everywhere reaches all that it has started.
  public func requireReach(of attempt: Attempt, launchedAs handle: TrialHandle?) throws(TrialExecutorError) {}

  /// Launches for those who need not know why it takes its time.
  public func launch(_ launch: TrialLaunch) async throws(TrialExecutorError) -> TrialHandle {
    try await self.launch(launch) { _ in }
  }
}

public struct TrialExecutorError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable {
    case couldNotStart, elsewhere, system
    /// The machine can't do it now, for want of disk space say: the same may succeed later.
    case unavailable
  }

  public let code: Code
  /// What happened, to what, what to do.
  public let description: String

  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
