// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneTesting
import Foundation
import Testing

@Suite struct `A study's journal` {
  @Test func `is written and read as in version 1`() throws {
    let lines = try golden()
    #expect(StudySample.entries.map(StudyCoding.text) == lines)
    #expect(try lines.map { StudyCoding.text(of: try StudyCoding.entry(from: $0)) } == lines)
  }

  @Test func `of a newer Attune is refused, not guessed at`() throws {
    let error = #expect(throws: JournalCodingError.self) {
      try StudyCoding.entry(from: #"{"version":2,"time":1,"event":"deleted","trial":1}"#)
    }
    #expect(error?.description.contains("reads up to version 1; update Attune") == true)
  }

  @Test func `with an unknown event is refused`() {
    #expect(throws: JournalCodingError.self) {
      try StudyCoding.entry(from: #"{"version":1,"time":1,"event":"forgotten","trial":1}"#)
    }
  }

  private let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/studies/version-1/entries.jsonl")

  private func golden() throws -> [String] {
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }
}
