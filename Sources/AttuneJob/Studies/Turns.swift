// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// One at a time for each key, in the order in which they came; those with other keys don't wait.
final class Turns<Key: Hashable & Sendable>: Sendable {
  /// Who waits behind the one whose turn it is; no entry where nobody has the turn.
  private let waiting = Mutex<[Key: [CheckedContinuation<Void, Never>]]>([:])

  /// What has begun is finished, also where its caller gave up: half a change is worse than a late one.
  func take<Value: Sendable>(
    _ key: Key, _ body: () async throws -> Value
  ) async rethrows -> Value {
    await withCheckedContinuation { continuation in
      let isFree = waiting.withLock { waiting in
        guard waiting[key] != nil else {
          waiting[key] = []
          return true
        }
        waiting[key]?.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
    defer { pass(key) }
    return try await body()
  }

  private func pass(_ key: Key) {
    let next = waiting.withLock { waiting -> CheckedContinuation<Void, Never>? in
      guard let queue = waiting[key], !queue.isEmpty else {
        waiting[key] = nil
        return nil
      }
      return waiting[key]?.removeFirst()
    }
    next?.resume()
  }
}
