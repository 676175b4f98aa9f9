// SPDX-License-Identifier: Apache-2.0

/// How long to wait between two looks at a trial's output: a look costs some microseconds, so it is never long.
struct OutputPace {
  static let shortest = Duration.milliseconds(50)
  static let longest = Duration.milliseconds(100)

  private var interval = shortest
  /// The sum of all waits.
  private(set) var waited = Duration.zero

  mutating func next(hasNews: Bool) -> Duration {
    interval = hasNews ? Self.shortest : min(interval * 3 / 2, Self.longest)
    waited += interval
    return interval
  }
}
