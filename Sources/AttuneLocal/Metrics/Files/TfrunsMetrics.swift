// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials

/// `tfruns.d/metrics.json`: a column per metric, a row per epoch. R's Keras fills rows to come with NA.
package struct TfrunsMetrics: Sendable {
  /// In the order of their names.
  package let columns: [(name: String, values: [Double?])]

  package static let mostRows = 100_000

  /// Nil where it is none, or was seen half-written.
  package init?(decoding bytes: [UInt8]) {
    guard let table = try? JSONDecoder().decode([String: Column].self, from: Data(bytes)) else { return nil }
    columns = table.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.values.prefix(Self.mostRows))) }
  }

  /// R unboxes a column of one row.
  private struct Column: Decodable {
    let values: [Double?]

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let list = try? container.decode([LooseJSON?].self) {
        values = list.map { $0?.number }
      } else {
        values = [try container.decode(LooseJSON.self).number]
      }
    }
  }
}
