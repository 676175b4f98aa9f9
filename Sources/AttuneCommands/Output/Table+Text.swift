// SPDX-License-Identifier: Apache-2.0

extension Table {
  /// Aligned for reading: names first, one space between columns, no space at the end of a line.
  ///
  /// - Parameter width: cuts lines that are longer, where they end in a left-aligned cell; nil keeps all.
  package func text(width: Int? = nil) -> String {
    let names = columns.map { PrintableText.escaped($0.name) }
    let cells = rows.map { $0.map { PrintableText.escaped($0 ?? Self.missing) } }
    var widths = names.map(PrintableText.width)
    let cellWidths = cells.map { $0.map(PrintableText.width) }
    for row in cellWidths {
      for (column, width) in row.enumerated() where width > widths[column] { widths[column] = width }
    }
    let layout = Layout(alignments: columns.map(\.alignment), widths: widths, limit: width)
    var bytes: [UInt8] = []
    bytes.reserveCapacity((rows.count + 1) * (widths.reduce(0, +) + widths.count))
    layout.append(names, names.map(PrintableText.width), to: &bytes)
    for (row, widths) in zip(cells, cellWidths) { layout.append(row, widths, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Where each cell of a line goes.
private struct Layout {
  let alignments: [Table.Alignment]
  let widths: [Int]
  let limit: Int?

  func append(_ cells: [String], _ cellWidths: [Int], to bytes: inout [UInt8]) {
    var position = 0
    for (index, cell) in cells.enumerated() {
      let padding = widths[index] - cellWidths[index]
      let isLast = index == cells.count - 1
      if index > 0 { bytes.append(UInt8(ascii: " ")) }
      if alignments[index] == .right { bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: padding)) }
      if isLast, alignments[index] == .left, let limit, position + cellWidths[index] > limit {
        bytes.append(contentsOf: PrintableText.cut(cell, to: max(8, limit - position)).utf8)
      } else {
        bytes.append(contentsOf: cell.utf8)
      }
      if alignments[index] == .left, !isLast {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: padding))
      }
      position += widths[index] + 1
    }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    bytes.append(UInt8(ascii: "\n"))
  }
}
