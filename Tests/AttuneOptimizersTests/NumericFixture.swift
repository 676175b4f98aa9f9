// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A table of Tests/Fixtures/numerics, by line and column.
struct NumericFixture {
  let rows: [[Substring]]

  init(_ name: String) throws {
    let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = tests.joined(separator: "/") + "/Fixtures/numerics/" + name
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    rows = text.split(separator: "\n").map { $0.split(separator: " ") }
  }
}

extension [Substring] {
  /// Doubles from their bit patterns in hexadecimal; a word that is none is NaN, which equals nothing.
  var doubles: [Double] { map { UInt64($0, radix: 16).map(Double.init(bitPattern:)) ?? .nan } }
}
