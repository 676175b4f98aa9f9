// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Open until nothing new is to be started: launches that wait for something are then given up.
///
/// A class, since its identity is the point: the loop closes it, and launches wait at it.
final class LaunchGate: Sendable {
  private struct State {
    var isClosed = false
    var waiting: [Int: AsyncStream<Never>.Continuation] = [:]
    var count = 0
  }

  private let state = Mutex(State())

  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      defer { state.waiting = [:] }
      // In a fixed order: the same events lead to the same journal.
      return state.waiting.sorted { $0.key < $1.key }.map(\.value)
    }
    for continuation in waiting { continuation.finish() }
  }

  /// Returns once the gate is closed, or the task cancelled.
  func closing() async {
    let (closed, continuation) = AsyncStream<Never>.makeStream()
    let number: Int? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.count += 1
      state.waiting[state.count] = continuation
      return state.count
    }
    guard let number else { return }
    for await _ in closed {}
    state.withLock { $0.waiting[number] = nil }
  }
}
