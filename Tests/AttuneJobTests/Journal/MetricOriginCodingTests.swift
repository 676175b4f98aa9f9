// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneTesting
import Foundation
import Testing

@Suite struct `The coding of a metric's source` {
  private func origins() throws -> [MetricOrigin] {
    [
      .pattern(try MetricPattern(#"acc=(?P<value>\S+) é"#), stream: .both), .json(.stream(.stdout), step: nil),
      .json(.file("logs/metrics.jsonl"), step: "epoch"), .csv(file: "metrics.csv", step: "step"),
      .csv(file: "metrics.csv", step: nil),
    ]
  }

  private func text(_ value: some JSONWritable) -> String { String(decoding: JSONText.of(value), as: UTF8.self) }

  @Test func `writes and reads the golden lines`() throws {
    let golden = try GoldenFile.lines("metricOrigin.jsonl")
    #expect(try origins().map { text($0) } == golden)
    let read = try golden.map { try JournalDecoder().value(MetricOrigin.self, from: Data($0.utf8)) }
    #expect(read == (try origins()))
  }

  @Test func `is part of a spec, unless it is event files`() throws {
    var spec = JournalSample.spec
    #expect(!text(spec).contains("origin"))
    for origin in try origins() {
      spec.tuning?.origin = origin
      #expect(try JournalDecoder().value(JobSpec.self, from: Data(text(spec).utf8)) == spec)
    }
  }

  @Test(arguments: [
    (#"{"kind":"pattern","text":"a(","stream":"both"}"#, "column 2: ')' is missing for this group"),
    (#"{"kind":"pattern","text":"a","stream":"both"}"#, "column 1: no group holds the number"),
    (#"{"kind":"csv"}"#, "'file' is missing"), (#"{"kind":"tape","file":"f"}"#, "'kind': unknown kind 'tape'"),
  ])
  func `says what it can't read`(text: String, message: String) throws {
    let error = #expect(throws: JournalCodingError.self) {
      try JournalDecoder().value(MetricOrigin.self, from: Data(text.utf8))
    }
    #expect(error?.description.hasPrefix(message) == true)
  }
}
