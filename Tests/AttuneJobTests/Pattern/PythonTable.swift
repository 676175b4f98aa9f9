// SPDX-License-Identifier: Apache-2.0
import Foundation

/// `Tests/Fixtures/patterns/python-re.jsonl`: what Python's `re` makes of patterns and texts.
struct PythonTable {
  struct Row: Decodable {
    let pattern: String
    let accepted: Bool
    let names: [String?]?
    let cases: [Case]?
  }

  struct Case: Decodable {
    let text: String
    /// Start and end in bytes.
    let groups: [[Int]]?
  }

  let rows: [Row]

  init() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path = tests.appending(path: "Fixtures/patterns/python-re.jsonl")
    let decoder = JSONDecoder()
    rows = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
      .map { try decoder.decode(Row.self, from: Data($0.utf8)) }
  }
}
