// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob

/// What an earlier life of Attune had reported of a trial, and so which series it read.
struct EarlierLife {
  private var offsets: [String: Int] = [:]
  private var series: Set<SeenSeries.Key> = []

  init(_ positions: [Position]) {
    for position in positions { offsets[position.file] = position.offset }
  }

  /// Bytes of the file whose readings were reported; 0 if none were.
  func offset(of file: String) -> Int { offsets[file] ?? 0 }

  /// Notes a series that has points in what was reported.
  mutating func note(_ tag: String, in directory: String) {
    series.insert(SeenSeries.Key(directory: directory, tag: tag))
  }

  /// The series that it read: the best match in what it had reported. Nil if there is any doubt.
  func match(for resolution: TagResolution) -> TagMatch? {
    let meant = series.compactMap { key -> WrittenSeries? in
      let series = WrittenSeries(directory: key.directory, tag: key.tag, at: 0)
      return resolution.rank(of: series) == nil ? nil : series
    }
    guard let match = resolution.match(among: meant) else { return nil }
    let equals = meant.filter { resolution.rank(of: $0) == match.rank }
    return equals.count == 1 ? match : nil
  }
}
