// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Launches under way, which may wait for hours for something that others use, and can be called back.
///
/// A class, since its identity is the point: the loop calls back what its tasks run.
final class WaitingLaunches: Sendable {
  private let calls = Mutex<[Attempt: AsyncStream<Never>.Continuation]>([:])

  enum Answer: Sendable {
    case launched(TrialHandle)
    case failed(TrialExecutorError)
    case calledBack
  }

  /// A launch that went through all the same counts.
  func run(
    _ attempt: Attempt, _ launch: @escaping @Sendable () async throws(TrialExecutorError) -> TrialHandle
  ) async -> Answer {
    let (calledBack, callBack) = AsyncStream<Never>.makeStream()
    calls.withLock { $0[attempt] = callBack }
    defer { calls.withLock { $0[attempt] = nil } }
    return await withTaskGroup(of: Answer.self) { group in
      group.addTask {
        do throws(TrialExecutorError) { return .launched(try await launch()) } catch { return .failed(error) }
      }
      group.addTask {
        for await _ in calledBack {}
        return .calledBack
      }
      let first = await group.next() ?? .calledBack
      group.cancelAll()
      guard case .calledBack = first else { return first }
      if case .launched(let handle) = await group.next() { return .launched(handle) }
      return .calledBack
    }
  }

  func callBack() { calls.withLock { $0.values.forEach { $0.finish() } } }
}
