// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// How many requests are answered. Those without a valid token have a small bucket of their own, so that nobody who
/// guesses can slow down one who knows.
final class Rates: Sendable {
  private let callers: Mutex<RateLimit>
  private let strangers: Mutex<RateLimit>
  private let clock = ContinuousClock()
  private let begin: ContinuousClock.Instant

  init() {
    begin = clock.now
    callers = Mutex(RateLimit(perSecond: 500, burst: 1_000, now: 0))
    strangers = Mutex(RateLimit(perSecond: 20, burst: 200, now: 0))
  }

  func allowsCaller() -> Bool { callers.withLock { [now] in $0.take(at: now) } }
  func allowsStranger() -> Bool { strangers.withLock { [now] in $0.take(at: now) } }

  private var now: Double { (clock.now - begin) / .seconds(1) }
}
