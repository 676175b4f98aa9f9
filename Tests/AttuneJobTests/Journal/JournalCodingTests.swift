// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Foundation
import Testing

@Suite struct `The coding of the journal` {
  /// One golden file each.
  static let kinds = [
    "opened", "suggested", "exhausted", "suggestionFailed", "launched", "launchFailed", "seriesChosen", "measured",
    "metricMissing", "stopped", "exited", "commanded", "finished", "delayed", "timeUp",
  ]

  @Test(arguments: kinds) func `writes the exact text of the golden file`(_ kind: String) throws {
    let written = JournalSample.entries.map(JournalCoding.text).filter { $0.contains("\"event\":\"\(kind)\"") }
    #expect(try GoldenFile.lines("\(kind).jsonl") == written)
  }

  @Test(arguments: kinds) func `reads what a golden file says and loses nothing`(_ kind: String) throws {
    for line in try GoldenFile.lines("\(kind).jsonl") {
      let entry = try JournalCoding.entry(from: line)
      #expect(JournalCoding.text(of: entry) == line)
      // NaN differs from itself.
      if kind != "measured" { #expect(JournalSample.entries.contains(entry)) }
    }
  }

  @Test func `says of a reading that the trainer was restarted before it, only where it was`() throws {
    let readings = [Trial.Reading(step: 9, value: 1), Trial.Reading(step: 7, value: 2, restart: -5)]
    let entry = JournalEntry(
      time: Timestamp(milliseconds: 1), event: .measured(Trial.ID(1), readings, at: Position(file: "f", offset: 0)))
    let text = JournalCoding.text(of: entry)
    #expect(text.contains(#"[{"step":9,"value":1.0},{"step":7,"value":2.0,"restart":-5}]"#))
    #expect(try JournalCoding.entry(from: text) == entry)
  }

  @Test func `keeps every number, NaN and infinities included`() throws {
    let values = [
      0, -0.0, .nan, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 0.1, 1e21,
      123_456_789.125,
    ]
    let readings = values.enumerated().map { Trial.Reading(step: $0.offset, value: $0.element) }
    let entry = JournalEntry(
      time: Timestamp(milliseconds: 1),
      event: .measured(Trial.ID(1), readings, at: Position(file: "f", offset: .max)))
    let read = try JournalCoding.entry(from: JournalCoding.text(of: entry))
    guard case .measured(_, let found, let position) = read.event else {
      Issue.record("\(read)")
      return
    }
    #expect(found.map { $0.value.isNaN ? nil : $0.value.bitPattern } == values.map { $0.isNaN ? nil : $0.bitPattern })
    #expect(position.offset == .max)
  }

  @Test(arguments: [
    (#"{"version":1,"time":1,"event":"warped"}"#, "'event': unknown event 'warped'"),
    (#"{"version":1,"time":1}"#, "'event' is missing"),
    (#"{"version":1,"time":1,"event":"launched","trial":7}"#, "'attempt' is missing"),
    (
      #"{"version":1,"time":1,"event":"launched","trial":7,"attempt":1,"handle":{"host":"h","bootID":"b"}}"#,
      "'handle.pid' is missing"
    ),
    (
      #"{"version":1,"time":1,"event":"finished","outcome":"exploded"}"#,
      "'outcome': unknown outcome 'exploded'"
    ),
    (
      #"{"version":1,"time":1,"event":"stopped","trial":"x","why":""}"#,
      "'trial': Expected to decode Int but found a string instead."
    ),
    (
      #"{"version":2,"time":1,"event":"warped"}"#,
      "version 2 of the journal's format is newer than this Attune, which reads up to version 1; update Attune"
    ),
    ("", "The given data was not valid JSON."),
    (#"{"version":1,"#, "The given data was not valid JSON."),
  ])
  func `says what it can't read`(_ text: String, _ message: String) {
    let error = #expect(throws: JournalCodingError.self) { try JournalCoding.entry(from: text) }
    #expect(error?.description == message)
  }

  @Test func `names the place in an array`() {
    let text =
      #"{"version":1,"time":1,"event":"measured","trial":1,"readings":[{"step":1,"value":1},{"step":2}],"#
      + #""position":{"file":"f","offset":0}}"#
    let error = #expect(throws: JournalCodingError.self) { try JournalCoding.entry(from: text) }
    #expect(error?.description == "'readings[1].value' is missing")
  }

  @Test func `ignores members that it does not know`() throws {
    let text = #"{"version":1,"time":5,"event":"exhausted","mood":"fine"}"#
    #expect(try JournalCoding.entry(from: text) == JournalEntry(time: Timestamp(milliseconds: 5), event: .exhausted))
  }
}
