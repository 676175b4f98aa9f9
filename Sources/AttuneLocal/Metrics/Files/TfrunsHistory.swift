// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// Which rows of `metrics.json` were seen. The step of a point is its row, from 0.
struct TfrunsHistory {
  private var columns: [String: [Double?]] = [:]
  /// Rows of the longest column.
  private(set) var end = 0

  /// - Parameter metrics: all that is in the file now.
  /// - Returns: row by row, what was not seen before; where a row has changed, all from there on.
  mutating func points(after metrics: TfrunsMetrics, writtenAt time: Double) -> [MetricPoint] {
    var points: [MetricPoint] = []
    for (name, values) in metrics.columns {
      let known = columns[name] ?? []
      let first = zip(known, values).enumerated().first { !Self.isSame($1.0, $1.1) }?.offset ?? known.count
      for row in min(first, values.count)..<values.count {
        guard let value = values[row] else { continue }
        points.append(
          MetricPoint(
            source: .tfruns, tag: name, reading: Trial.Reading(step: row, value: value), wallTime: time, end: row + 1))
      }
      columns[name] = values
      end = max(end, values.lastIndex { $0 != nil }.map { $0 + 1 } ?? 0)
    }
    return points
  }

  private static func isSame(_ a: Double?, _ b: Double?) -> Bool { a?.bitPattern == b?.bitPattern }
}
