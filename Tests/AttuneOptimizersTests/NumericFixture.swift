// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A table of Tests/Fixtures/numerics, by line and column.
struct NumericFixture {
  let rows: [[Substring]]

  init(_ name: String, testFile: String = #filePath) throws {
    let tests = testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = tests.joined(separator: "/") + "/Fixtures/numerics/" + name
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    rows = text.split(separator: "\n").map { $0.split(separator: " ") }
  }
}
