// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob

/// What an earlier life of Attune had reported of a trial, and so which series it read.
struct EarlierLife {
  private var offsets: [String: Int] = [:]
  private var series: Set<MetricSeriesKey> = []

  init(_ positions: [Position]) {
    for position in positions { offsets[position.file] = position.offset }
  }

  /// Up to where readings of the file were reported; 0 if none were.
  func offset(of file: String) -> Int { offsets[file] ?? 0 }

  /// Notes a series that has points in what was reported.
  mutating func note(_ key: MetricSeriesKey) {
    if !offsets.isEmpty { series.insert(key) }
  }

  /// The series that it read: the best match in what it had reported. Nil if there is any doubt.
  func match(for resolution: TagResolution) -> MetricSeriesKey? {
    let meant = series.compactMap { key in
      MetricPreference(of: key, for: resolution).map { (key: key, preference: $0) }
    }
    guard let best = meant.map(\.preference).min() else { return nil }
    let equals = meant.filter { $0.preference == best }
    return equals.count == 1 ? equals.first?.key : nil
  }
}
