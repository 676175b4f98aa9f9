// SPDX-License-Identifier: Apache-2.0

/// Rows under column names, not yet written in any format.
package struct Table: Sendable, Hashable {
  package enum Alignment: Sendable, Hashable {
    case left, right
  }

  package struct Column: Sendable, Hashable {
    package let name: String
    package let alignment: Alignment

    package init(_ name: String, _ alignment: Alignment = .right) {
      self.name = name
      self.alignment = alignment
    }
  }

  package let columns: [Column]
  /// One cell per column; nil is "not available".
  package let rows: [[String?]]

  /// - Precondition: every row has one cell per column.
  package init(_ columns: [Column], rows: [[String?]]) {
    for row in rows {
      precondition(row.count == columns.count, "\(row.count) cells for \(columns.count) columns")
    }
    self.columns = columns
    self.rows = rows
  }

  /// What stands for a cell that is not available.
  static let missing = "NA"
}
