// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// Which reports of cloudml-hypertune's file were seen: the client keeps only the last hundred, so the file is
/// read again and again, and what is new is told by time, step and value.
struct HypertuneHistory {
  /// At least as many as a file can hold are remembered.
  private static let capacity = HypertuneReport.mostLines

  private var recent: Set<Identity> = []
  private var older: Set<Identity> = []
  /// Time of the latest report, in microseconds since 1970.
  private(set) var end = 0

  /// - Parameter reports: all that are in the file now.
  /// - Returns: those that were not seen before, in their order.
  mutating func points(after reports: [HypertuneReport]) -> [MetricPoint] {
    reports.filter { isNew($0) }.map { report in
      let time = Int(exactly: (report.timestamp * 1e6).rounded()) ?? 0
      end = max(end, time)
      return MetricPoint(
        source: .hypertune, tag: report.tag, reading: Trial.Reading(step: report.step, value: report.value),
        wallTime: report.timestamp, end: time)
    }
  }

  /// By its bits, since NaN is a value like others here.
  private struct Identity: Hashable {
    let tag: String
    let value: UInt64
    let step: Int
    let timestamp: UInt64
  }

  private mutating func isNew(_ report: HypertuneReport) -> Bool {
    let report = Identity(
      tag: report.tag, value: report.value.bitPattern, step: report.step, timestamp: report.timestamp.bitPattern)
    guard !recent.contains(report), !older.contains(report) else { return false }
    if recent.count >= Self.capacity {
      older = recent
      recent = []
    }
    recent.insert(report)
    return true
  }
}
