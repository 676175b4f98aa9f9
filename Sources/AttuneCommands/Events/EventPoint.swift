// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy

/// One number of an event file, as a line of a stream.
struct EventPoint {
  let run: String
  let tag: String
  let step: Int
  /// Seconds since 1970, by the writer's clock.
  let wallTime: Double
  /// Nil for a tensor that is no number.
  let value: Double?

  /// What stands before the first line.
  static func header(_ format: OutputFormat) -> String {
    format == .csv ? table([]).csv : ""
  }

  /// With a newline at the end.
  func line(_ format: OutputFormat) -> String {
    switch format {
    case .table:
      let text = "\(run) \(tag) step \(step) \(value?.metricText ?? "(no number)")"
      return PrintableText.escaped(text) + "\n"
    case .csv:
      let rows = Self.table([[run, tag, "\(step)", value?.metricText]]).csv
      return String(rows.drop { $0 != "\n" }.dropFirst())
    case .json: return json.text + "\n"
    }
  }

  private static func table(_ rows: [[String?]]) -> Table {
    Table([.init("run", .left), .init("tag", .left), .init("step"), .init("value")], rows: rows)
  }

  private var json: JSONValue {
    .object([
      "run": .string(run), "tag": .string(tag), "step": .integer(step), "wallTime": .number(wallTime),
      "value": value.map { .number($0) } ?? .null,
    ])
  }
}
