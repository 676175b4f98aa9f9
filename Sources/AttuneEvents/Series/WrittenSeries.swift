// SPDX-License-Identifier: Apache-2.0

/// A scalar tag in a directory, as far as it was written: what tag resolution chooses from.
public struct WrittenSeries: Sendable, Hashable {
  /// Relative to the root of the tree; the root itself is `.`.
  public let directory: String
  public let tag: String
  /// Wall time of the first and of the latest event, in seconds since 1970.
  public private(set) var firstTime: Double
  public private(set) var latestTime: Double

  /// A series of one event.
  public init(directory: String, tag: String, at wallTime: Double) {
    self.directory = directory
    self.tag = tag
    firstTime = wallTime.isNaN ? 0 : wallTime
    latestTime = firstTime
  }

  public mutating func addEvent(at wallTime: Double) {
    guard !wallTime.isNaN else { return }
    firstTime = min(firstTime, wallTime)
    latestTime = max(latestTime, wallTime)
  }
}
