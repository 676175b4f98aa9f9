// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Foundation
import Testing

@Suite struct `The coding of a forecast` {
  private func read(_ text: String) throws -> Forecast {
    try JournalDecoder().value(Forecast.self, from: Data(text.utf8))
  }

  @Test func `writes and reads the golden line`() throws {
    let line = try #require(try GoldenFile.lines("forecast.jsonl").first)
    #expect(JournalCoding.text(of: JournalSample.forecast) == line)
    #expect(try JournalCoding.entry(from: line) == JournalSample.forecast)
  }

  @Test func `leaves a suggestion without one as it always was`() throws {
    let line = try #require(try GoldenFile.lines("suggested.jsonl").first)
    guard case .suggested(let suggestions) = try JournalCoding.entry(from: line).event else {
      Issue.record("another event")
      return
    }
    #expect(suggestions.allSatisfy { $0.origin.forecast == nil })
  }

  @Test(arguments: [
    (#"{"median":1,"expectedImprovement":0,"importance":[]}"#, "'interval' is missing"),
    (
      #"{"median":1,"interval":[2,1],"expectedImprovement":0,"importance":[]}"#,
      "'interval': an interval is its lower and its upper bound"
    ),
    (
      #"{"median":1,"interval":[1],"expectedImprovement":0,"importance":[]}"#,
      "'interval': an interval is its lower and its upper bound"
    ),
  ])
  func `says what it can't read`(text: String, message: String) {
    let error = #expect(throws: JournalCodingError.self) { try read(text) }
    #expect(error?.description == message)
  }
}
