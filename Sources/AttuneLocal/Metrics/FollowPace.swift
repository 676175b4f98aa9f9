// SPDX-License-Identifier: Apache-2.0

/// How long to wait between two looks: short after a change, longer while nothing happens.
struct FollowPace {
  let shortest: Duration
  /// So much longer each time.
  private static let growth = (numerator: 3, denominator: 2)

  private var interval: Duration

  init(shortest: Duration) {
    self.shortest = shortest
    interval = shortest
  }

  /// - Parameters:
  ///   - hasNews: the last look found something.
  ///   - longest: the wait while nothing happens.
  mutating func next(hasNews: Bool, longest: Duration) -> Duration {
    let longer = interval * Self.growth.numerator / Self.growth.denominator
    interval = hasNews ? shortest : min(longer, longest)
    return interval
  }
}
