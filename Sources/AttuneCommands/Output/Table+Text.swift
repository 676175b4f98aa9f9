// SPDX-License-Identifier: Apache-2.0

extension Table {
  /// Aligned for reading: names first, one space between columns, no space at the end of a line.
  ///
  /// - Parameter width: cuts lines that are longer, where they end in a left-aligned cell; nil keeps all.
  package func text(width: Int? = nil) -> String {
    let names = columns.map(\.name)
    var widths = names.map { PrintableText.shownWidth($0) }
    for row in rows {
      for (column, cell) in row.enumerated() {
        let width = PrintableText.shownWidth(cell ?? Self.missing)
        if width > widths[column] { widths[column] = width }
      }
    }
    let layout = Layout(alignments: columns.map(\.alignment), widths: widths, limit: width)
    var bytes: [UInt8] = []
    bytes.reserveCapacity((rows.count + 1) * (widths.reduce(0, +) + widths.count))
    layout.append(names, to: &bytes)
    for row in rows { layout.append(row, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Where each cell of a line goes.
private struct Layout {
  let alignments: [Table.Alignment]
  let widths: [Int]
  let limit: Int?

  func append(_ cells: [String?], to bytes: inout [UInt8]) {
    var position = 0
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: " ")) }
      let text = PrintableText.escaped(cell ?? Table.missing)
      let padding = repeatElement(UInt8(ascii: " "), count: widths[index] - PrintableText.width(text))
      switch alignments[index] {
      case .right:
        bytes.append(contentsOf: padding)
        bytes.append(contentsOf: text.utf8)
      case .left where index == cells.count - 1: bytes.append(contentsOf: fitting(text, from: position).utf8)
      case .left:
        bytes.append(contentsOf: text.utf8)
        bytes.append(contentsOf: padding)
      }
      position += widths[index] + 1
    }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A last cell, which may end at the edge of the terminal.
  private func fitting(_ text: String, from position: Int) -> String {
    guard let limit else { return text }
    return PrintableText.cut(text, to: max(8, limit - position))
  }
}
