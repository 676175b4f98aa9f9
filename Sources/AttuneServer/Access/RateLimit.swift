// SPDX-License-Identifier: Apache-2.0

/// A bucket of tokens: so many requests at once, and then so many a second.
package struct RateLimit: Sendable {
  private let perSecond: Double
  private let burst: Double
  private var tokens: Double
  private var latest: Double

  /// - Parameter now: seconds on any clock that does not go back.
  package init(perSecond: Double, burst: Double, now: Double) {
    self.perSecond = perSecond
    self.burst = burst
    tokens = burst
    latest = now
  }

  /// Whether one more is allowed.
  package mutating func take(at now: Double) -> Bool {
    tokens = min(burst, tokens + max(0, now - latest) * perSecond)
    latest = max(latest, now)
    guard tokens >= 1 else { return false }
    tokens -= 1
    return true
  }
}
