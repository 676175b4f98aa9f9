// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Foundation
import Testing

@Suite struct `The coding of the journal` {
  struct Golden: Sendable, CustomTestStringConvertible {
    let version: Int
    let kind: String

    var testDescription: String { "\(kind), version \(version)" }
    var lines: [String] { get throws { try GoldenFile.lines("\(kind).jsonl", version: version) } }
  }

  /// Each version, with the kinds of events that it brought or changed. One file each.
  static let files =
    [
      "opened", "suggested", "exhausted", "suggestionFailed", "launched", "launchFailed", "seriesChosen", "measured",
      "metricMissing", "stopped", "exited", "commanded", "finished",
    ].map { Golden(version: 1, kind: $0) }
    + ["commanded", "delayed", "deviceAvoided", "timeUp"].map { Golden(version: 2, kind: $0) }

  @Test(arguments: files) func `writes the exact text of the golden file`(_ file: Golden) throws {
    let written = JournalSample.entries.map(JournalCoding.text).filter {
      $0.hasPrefix("{\"version\":\(file.version),") && $0.contains("\"event\":\"\(file.kind)\"")
    }
    #expect(try file.lines == written)
  }

  @Test func `has a golden file for every entry`() throws {
    let lines = try Self.files.reduce(0) { $0 + (try $1.lines.count) }
    #expect(lines == JournalSample.entries.count)
  }

  @Test(arguments: files) func `reads what a golden file says and loses nothing`(_ file: Golden) throws {
    for line in try file.lines {
      let entry = try JournalCoding.entry(from: line)
      #expect(JournalCoding.text(of: entry) == line)
      // NaN differs from itself.
      if file.kind != "measured" { #expect(JournalSample.entries.contains(entry)) }
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
      #"{"version":3,"time":1,"event":"warped"}"#,
      "version 3 of the journal's format is newer than this Attune, which reads up to version 2; update Attune"
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
