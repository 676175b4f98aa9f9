// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `A catalogue of event files` {
  @Test func `drops what a marked restart made void, in every tag`() {
    var catalogue = EventCatalogue()
    catalogue.add(Event(wallTime: 0, step: 0, content: .fileVersion("brain.Event:2")), in: ".")
    for step in [0, 1, 2, 1] {
      catalogue.add(Event(wallTime: 1, step: step, tag: "a", value: Double(step)), in: ".")
      catalogue.add(Event(wallTime: 1, step: step, tag: "b", value: Double(step)), in: "other")
    }
    #expect(steps(catalogue, "a") == [0, 1, 2, 1])
    catalogue.add(Event(wallTime: 2, step: 1, content: .sessionStart), in: ".")
    #expect(steps(catalogue, "a") == [0])
  }

  @Test func `takes a falling step for a restart where the writer cannot mark one`() {
    var catalogue = EventCatalogue()
    for step in [0, 1, 2, 1] {
      catalogue.add(Event(wallTime: 1, step: step, tag: "a", value: 0), in: ".")
    }
    #expect(steps(catalogue, "a") == [0, 1])
  }

  @Test func `lists files in name order, each once`() {
    var catalogue = EventCatalogue()
    for name in ["b", "a", "b"] { catalogue.add(file: name, in: "logs") }
    #expect(catalogue.directories["logs"]?.files == ["a", "b"])
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func `is the same from a scanner as event by event`(seed: UInt64) {
    var writer = ScriptedWriter(seed: seed)
    for version in ["brain.Event:1", "brain.Event:2"] {
      let start = Event(wallTime: 0, step: 0, content: .fileVersion(version)).record
      let restart = Event(wallTime: 9, step: 100, content: .sessionStart).record
      let bytes = start + writer.file(records: 100) + restart + writer.file(records: 100)
      #expect(scanned(bytes).told == decoded(bytes).told)
    }
  }

  private func decoded(_ bytes: [UInt8]) -> EventCatalogue {
    var catalogue = EventCatalogue()
    for record in ScriptedBytes(bytes).outcomes().compactMap(\.record) {
      if let event = try? Event(decoding: record.payload.span) { catalogue.add(event, in: ".") }
    }
    return catalogue
  }

  private func scanned(_ bytes: [UInt8]) -> EventCatalogue {
    var catalogue = EventCatalogue()
    var scanner = EventScanner()
    scanner.feed(bytes.span)
    while true {
      var points: [ScannedPoint] = []
      let outcome = scanner.next(into: &points)
      catalogue.add(points, of: scanner.series, in: ".")
      if outcome == .needsMoreData { return catalogue }
      if case .event(let event, _) = outcome { catalogue.add(event, in: ".") }
    }
  }

  private func steps(_ catalogue: EventCatalogue, _ tag: String) -> [Int]? {
    catalogue.directories["."]?.tags[tag]?.points.map(\.step)
  }
}

extension EventCatalogue {
  /// In words, as a NaN equals nothing.
  fileprivate var told: [String] {
    directories.flatMap { directory, summary in
      summary.tags.map { "\(directory) \($0.key) \($0.value)" }
    }.sorted()
  }
}
