// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// The series that a trial has written so far, and which of them are meant by the wanted tag.
struct SeenSeries {
  /// So many are remembered, for the list of tags; those that are meant always are.
  static let capacity = 10_000

  let resolution: TagResolution
  private var others: Set<MetricSeriesKey> = []
  private var candidates: [MetricSeriesKey: MetricCandidate] = [:]
  /// The best of all. A candidate gets better only by a point of its own, so it is enough to compare that one.
  private(set) var best: MetricCandidate?

  init(for tag: String) { resolution = TagResolution(of: tag) }

  /// Nearest to the wanted one first.
  var tags: [String] {
    resolution.nearest(among: others.union(candidates.keys).filter { $0.source != .steps }.map(\.tag))
  }

  /// Series that are meant as much as this one, in the order of their places.
  func equals(of key: MetricSeriesKey) -> [MetricSeriesKey] {
    guard candidates.count > 1, let preference = candidates[key]?.preference else { return [] }
    return candidates.values.filter { $0.preference == preference && $0.key != key }.map(\.key)
      .sorted { ($0.place, $0.tag) < ($1.place, $1.tag) }
  }

  subscript(key: MetricSeriesKey) -> MetricCandidate? { candidates[key] }

  /// Whether another candidate has a point from after that time.
  func hasOther(than key: MetricSeriesKey, after time: Double) -> Bool {
    candidates.values.contains { $0.key != key && $0.latestTime > time }
  }

  /// No candidate any more, until it has a new point.
  mutating func forget(_ key: MetricSeriesKey) {
    candidates[key] = nil
    best = nil
    for candidate in candidates.values where best.map({ candidate.isBetter(than: $0) }) ?? true { best = candidate }
  }

  mutating func note(_ key: MetricSeriesKey, at wallTime: Double) {
    if candidates[key] != nil {
      candidates[key]?.addPoint(at: wallTime)
    } else if others.contains(key) {
      return
    } else if let preference = MetricPreference(of: key, for: resolution) {
      candidates[key] = MetricCandidate(key, preference, at: wallTime)
    } else {
      if others.count < Self.capacity { others.insert(key) }
      return
    }
    guard let candidate = candidates[key] else { return }
    if best.map({ $0.key == key || candidate.isBetter(than: $0) }) ?? true { best = candidate }
  }
}
