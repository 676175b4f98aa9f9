// SPDX-License-Identifier: Apache-2.0

extension Table {
  /// Comma-separated values as of RFC 4180, but with LF at the end of lines.
  ///
  /// A text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay as they are.
  package var csv: String {
    var bytes: [UInt8] = []
    append(columns.map(\.name), to: &bytes)
    for row in rows { append(row.map { $0 ?? Self.missing }, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func append(_ cells: [String], to bytes: inout [UInt8]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      Self.append(Self.guarded(PrintableText.escaped(cell)), to: &bytes)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func guarded(_ cell: String) -> String {
    switch cell.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"):
      Double(cell) == nil ? "'\(cell)" : cell
    default: cell
    }
  }

  private static func append(_ cell: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    guard cell.utf8.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") }) else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(quote)
    for byte in cell.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
