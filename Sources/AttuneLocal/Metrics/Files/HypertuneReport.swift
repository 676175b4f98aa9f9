// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// One line of cloudml-hypertune's file: a metric, its value and step as strings, and when it was reported.
package struct HypertuneReport: Sendable, Hashable {
  package let tag: String
  package let value: Double
  package let step: Int
  /// Seconds since 1970.
  package let timestamp: Double

  /// So many lines are read; the client keeps a hundred.
  package static let mostLines = 10_000
  private static let reserved: Set<String> = ["timestamp", "trial", "global_step", "checkpoint_path"]

  package init(tag: String, value: Double, step: Int, timestamp: Double) {
    self.tag = tag
    self.value = value
    self.step = step
    self.timestamp = timestamp
  }

  /// Nil for a line that is none, or that was seen half-written.
  package init?(line: some Collection<UInt8>) {
    guard let members = try? JSONDecoder().decode([String: LooseJSON].self, from: Data(line)) else { return nil }
    let metrics = members.filter { !Self.reserved.contains($0.key) }
    guard metrics.count == 1, let (tag, value) = metrics.first, let value = value.number,
      let timestamp = members["timestamp"]?.number, timestamp.isFinite
    else { return nil }
    let step = members["global_step"]?.number ?? 0
    self.init(tag: tag, value: value, step: Int(exactly: step.rounded(.towardZero)) ?? 0, timestamp: timestamp)
  }

  /// The reports of a whole file, in their order. A line that can't be read is passed over: the next look sees it whole.
  package static func all(in bytes: [UInt8]) -> [HypertuneReport] {
    bytes.split(separator: UInt8(ascii: "\n"), maxSplits: mostLines).prefix(mostLines)
      .compactMap { HypertuneReport(line: $0) }
  }
}
