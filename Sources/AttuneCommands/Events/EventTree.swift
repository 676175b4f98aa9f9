// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneStudy

/// Runs and, below each, its tags: how many points, the last of them, and the curve.
struct EventTree {
  /// Columns of a curve: as many as are left of the terminal, within reason.
  private static let curveWidths = 8...48

  private let runs: [(name: String, tags: [(name: String, summary: TagSummary)])]

  init(_ runs: [(name: String, tags: [(name: String, summary: TagSummary)])]) { self.runs = runs }

  /// - Parameter style: its width is the whole terminal's.
  func text(_ style: Sparkline) -> String {
    let columns: [Table.Column] = [
      .init("run and tag", .left), .init("points"), .init("lastStep"), .init("lastValue"), .init("curve", .left),
    ]
    let facts = runs.flatMap { run in [Self.row(run.name)] + run.tags.map { Self.row($0.name, $0.summary) } }
    let used = facts.reduce(into: columns.prefix(4).map(\.name.count)) { widths, row in
      for column in widths.indices { widths[column] = max(widths[column], PrintableText.shownWidth(row[column] ?? "")) }
    }
    let left = style.width - used.reduce(0) { $0 + $1 + 1 }
    var curve = style
    curve.width = min(max(left, Self.curveWidths.lowerBound), Self.curveWidths.upperBound)
    let curves = runs.flatMap { run in [""] + run.tags.map { curve.text(of: $0.summary.points.compactMap(\.value)) } }
    return Table(columns, rows: zip(facts, curves).map { $0 + [$1] }).text()
  }

  private static func row(_ run: String) -> [String?] { [run, "", "", ""] }

  private static func row(_ tag: String, _ summary: TagSummary) -> [String?] {
    let last = summary.points.last
    return [
      "  \(tag)", "\(summary.points.count)", last.map { "\($0.step)" } ?? "", last?.value?.metricText ?? "",
    ]
  }
}
