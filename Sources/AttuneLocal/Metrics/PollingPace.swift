// SPDX-License-Identifier: Apache-2.0

/// How long to wait between two looks at a trial's files: short after news, longer while nothing happens.
struct PollingPace {
  static let shortest = Duration.milliseconds(50)
  static let longest = Duration.seconds(1)
  /// Looking at a directory takes some microseconds; this keeps that below a few percent of the time.
  static let perDirectory = Duration.microseconds(100)

  private var interval = shortest
  /// The sum of all waits.
  private(set) var waited = Duration.zero

  mutating func next(hasNews: Bool, directories: Int) -> Duration {
    interval = hasNews ? Self.shortest : min(interval * 3 / 2, Self.longest)
    let next = max(interval, Self.perDirectory * directories)
    waited += next
    return next
  }
}
