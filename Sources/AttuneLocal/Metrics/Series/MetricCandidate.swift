// SPDX-License-Identifier: Apache-2.0

/// A series that may be the wanted one, as far as it was written.
struct MetricCandidate {
  let key: MetricSeriesKey
  let preference: MetricPreference
  /// Wall time of the first and of the latest point, in seconds since 1970.
  private(set) var firstTime: Double
  private(set) var latestTime: Double

  init(_ key: MetricSeriesKey, _ preference: MetricPreference, at wallTime: Double) {
    self.key = key
    self.preference = preference
    firstTime = wallTime.isNaN ? 0 : wallTime
    latestTime = firstTime
  }

  mutating func addPoint(at wallTime: Double) {
    guard !wallTime.isNaN else { return }
    firstTime = min(firstTime, wallTime)
    latestTime = max(latestTime, wallTime)
  }

  /// By preference, then the one with the latest point, then the shortest path: the order of `TagResolution`.
  func isBetter(than other: MetricCandidate) -> Bool {
    if preference != other.preference { return preference < other.preference }
    if latestTime != other.latestTime { return latestTime > other.latestTime }
    if key.depth != other.key.depth { return key.depth < other.key.depth }
    return (key.place, key.tag) < (other.key.place, other.key.tag)
  }
}

extension MetricSeriesKey {
  fileprivate var depth: Int {
    place == "." ? 0 : place.utf8.reduce(1) { $1 == UInt8(ascii: "/") ? $0 + 1 : $0 }
  }
}
