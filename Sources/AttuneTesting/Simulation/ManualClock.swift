// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A clock that stands still until it is advanced: a job of three hours is tested in milliseconds.
///
/// A class, since its identity is the point: sleepers and the test share one.
public final class ManualClock: Clock, Sendable {
  public struct Instant: InstantProtocol {
    /// Since the clock was made.
    public let offset: Duration

    public func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    public func duration(to other: Instant) -> Duration { other.offset - offset }
    public static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private struct Sleeper {
    let deadline: Instant
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = Instant(offset: .zero)
    var sleepers: [Int: Sleeper] = [:]
    var latest = 0
    var watchers: [(count: Int, continuation: AsyncStream<Never>.Continuation)] = []

    mutating func add(_ sleeper: Sleeper, as number: Int) {
      sleepers[number] = sleeper
      let asleep = sleepers.count
      for watcher in watchers where watcher.count <= asleep { watcher.continuation.finish() }
      watchers.removeAll { $0.count <= asleep }
    }
  }

  private let state = Mutex(State())

  public init() {}

  public var now: Instant { state.withLock { $0.now } }
  public var minimumResolution: Duration { .nanoseconds(1) }

  public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    let number = state.withLock { state in
      state.latest += 1
      return state.latest
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        register(Sleeper(deadline: deadline, continuation: continuation), as: number)
      }
    } onCancel: {
      let sleeper = state.withLock { $0.sleepers.removeValue(forKey: number) }
      sleeper?.continuation.resume(throwing: CancellationError())
    }
  }

  private enum Fate {
    case cancelled, due, asleep
  }

  private func register(_ sleeper: Sleeper, as number: Int) {
    let fate = state.withLock { state -> Fate in
      // Under the lock, so that a cancellation after this finds the sleeper.
      guard !Task.isCancelled else { return .cancelled }
      guard sleeper.deadline > state.now else { return .due }
      state.add(sleeper, as: number)
      return .asleep
    }
    switch fate {
    case .cancelled: sleeper.continuation.resume(throwing: CancellationError())
    case .due: sleeper.continuation.resume()
    case .asleep: break
    }
  }

  /// When the first sleeper is to be woken; nil while nobody sleeps.
  public var nextDeadline: Instant? { state.withLock { $0.sleepers.values.map(\.deadline).min() } }

  /// Moves time on and wakes everyone whose time has come, the earliest first.
  public func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now = state.now.advanced(by: duration)
      let due = state.sleepers.filter { $0.value.deadline <= state.now }
      for number in due.keys { state.sleepers[number] = nil }
      return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }
    }
    for (_, sleeper) in due { sleeper.continuation.resume() }
  }

  /// Returns once at least `count` tasks sleep; also when the task is cancelled.
  public func untilAsleep(_ count: Int) async {
    let (reached, continuation) = AsyncStream.makeStream(of: Never.self)
    state.withLock { state in
      if state.sleepers.count >= count {
        continuation.finish()
      } else {
        state.watchers.append((count, continuation))
      }
    }
    for await _ in reached {}
  }
}
