// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// A clock that stands still until its one sleeper is woken.
final class SteppedClock: Clock {
  typealias Duration = Swift.Duration

  struct Instant: InstantProtocol {
    var offset = Duration.zero

    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (a: Instant, b: Instant) -> Bool { a.offset < b.offset }
  }

  private struct State {
    var now = Instant()
    var intervals: [Duration] = []
    var sleeper: (deadline: Instant, continuation: CheckedContinuation<Void, any Error>)?
    var watcher: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())
  let minimumResolution = Duration.zero

  var now: Instant { state.withLock(\.now) }
  /// All sleeps that were asked for.
  var intervals: [Duration] { state.withLock(\.intervals) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let watcher = state.withLock { state in
          state.intervals.append(state.now.duration(to: deadline))
          state.sleeper = (deadline, continuation)
          return state.watcher.take()
        }
        watcher?.resume()
        if Task.isCancelled { cancel() }
      }
    } onCancel: {
      cancel()
    }
  }

  /// Returns when somebody sleeps: until then, everything there was to do was done.
  func untilAsleep() async {
    await withCheckedContinuation { continuation in
      let isAsleep = state.withLock { state in
        if state.sleeper == nil { state.watcher = continuation }
        return state.sleeper != nil
      }
      if isAsleep { continuation.resume() }
    }
  }

  /// Lets the sleeper's time pass.
  func wake() {
    state.withLock { state in
      state.now = state.sleeper?.deadline ?? state.now
      return state.sleeper.take()
    }?.continuation.resume()
  }

  private func cancel() {
    state.withLock { $0.sleeper.take() }?.continuation.resume(throwing: CancellationError())
  }
}
