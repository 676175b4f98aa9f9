// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// One number that was written, and in which series.
struct MetricPoint {
  let source: MetricSeriesKey.Source
  let tag: String
  let reading: Trial.Reading
  /// Seconds since 1970.
  let wallTime: Double
  /// What a position says of a file that was read up to here: see `FollowedFile.offset`.
  let end: Int
}

/// What a file says, in order.
enum MetricEntry {
  case point(MetricPoint)
  /// The trainer goes on from this step: what was written of it at or after it is void.
  case restart(step: Int)
}
