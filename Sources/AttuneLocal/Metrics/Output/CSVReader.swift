// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Takes a number, and a step, out of the rows of a table whose first row names its columns.
struct CSVReader: Sendable {
  private let value: String
  private let step: String?
  private var columns: [String]?

  init(value: String, step: String?) {
    self.value = value
    self.step = step
  }

  var names: [String] { columns ?? [] }

  mutating func startOver() { columns = nil }

  mutating func take(_ line: [UInt8]) -> OutputFinding {
    guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return .nothing }
    guard let cells = Self.cells(line) else { return .unusable("no row of a table: '\(OutputReader.quoted(line))'") }
    guard let columns else {
      self.columns = cells.map { Self.text($0) }
      return .nothing
    }
    // A logger that is opened again may write its header again, perhaps with more columns.
    if cells.map({ Self.text($0) }).contains(value), !columns.isEmpty {
      self.columns = cells.map { Self.text($0) }
      return .nothing
    }
    // Rows of other metrics leave the cell empty.
    guard let cell = cell(value, cells), !cell.isEmpty else { return .nothing }
    guard let number = MetricNumber.parse(cell) else {
      return .unusable("'\(OutputReader.quoted(cell))' in column '\(value)' is no number")
    }
    guard let step else { return .reading(value: number, step: nil) }
    guard let count = self.cell(step, cells).flatMap(MetricNumber.parse).flatMap(Int.init(exactly:)) else {
      return .unusable("'\(value)' stands without a whole number in column '\(step)'")
    }
    return .reading(value: number, step: count)
  }

  private func cell(_ name: String, _ cells: [[UInt8]]) -> [UInt8]? {
    guard let index = columns?.firstIndex(of: name), index < cells.count else { return nil }
    return cells[index]
  }

  private static func text(_ bytes: [UInt8]) -> String {
    // A byte order mark belongs to no name.
    String(decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes, as: UTF8.self)
  }

  /// Cells without their quotes and the spaces around them; nil where a quote is not closed.
  private static func cells(_ line: [UInt8]) -> [[UInt8]]? {
    let quote = UInt8(ascii: "\"")
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var place = 0
    while place < line.count {
      let byte = line[place]
      if isQuoted, byte == quote, place + 1 < line.count, line[place + 1] == quote {
        cell.append(quote)
        place += 1
      } else if byte == quote {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ","), !isQuoted {
        cells.append(trimmed(cell))
        cell = []
      } else {
        cell.append(byte)
      }
      place += 1
    }
    cells.append(trimmed(cell))
    return isQuoted ? nil : cells
  }

  private static func trimmed(_ cell: [UInt8]) -> [UInt8] {
    let start = cell.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? cell.endIndex
    let end = cell.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? cell.startIndex
    return start < cell.endIndex ? Array(cell[start...end]) : []
  }
}
