// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

/// The law: a scanner tells what the general decoder tells, in the same order, for every file.
@Suite struct `An event scanner` {
  @Test(arguments: Fixture.all)
  func `reads real writers' files as the decoder does, wherever they are cut`(fixture: Fixture) throws {
    for file in try fixture.files() {
      let whole = Story(decoding: ScriptedBytes(file.bytes))
      #expect(Story(scanning: ScriptedBytes(file.bytes)).difference(from: whole) == nil)
      for cut in 0...file.bytes.count {
        let story = Story(scanning: ScriptedBytes(file.bytes, cutAt: cut))
        if let difference = story.difference(from: whole) {
          Issue.record("\(fixture.name)/\(file.name) cut at \(cut): \(difference)")
        }
      }
      for chunk in [1, 3, 16] {
        #expect(Story(scanning: ScriptedBytes(file.bytes, chunk: chunk)).difference(from: whole) == nil)
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `reads what any writer might write as the decoder does`(seed: UInt64) {
    var writer = ScriptedWriter(seed: seed)
    let bytes = writer.file(records: 600)
    #expect(difference(ScriptedBytes(bytes)) == nil)
    #expect(Story(scanning: ScriptedBytes(bytes)).chapters.count > 500)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `reads damaged files as the decoder does`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var writer = ScriptedWriter(seed: seed)
    let sound = writer.file(records: 200)
    for _ in 0..<40 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] ^= UInt8(1) << Int.random(in: 0..<8, using: &random)
      }
      let script = ScriptedBytes(bytes, chunk: Int.random(in: 1...4096, using: &random))
      #expect(difference(script) == nil)
    }
  }

  /// Damage behind a sound checksum: every byte of a known layout takes other values.
  @Test func `takes nothing for a known series but other numbers, steps and times`() {
    var random = SplitMix64(seed: 3)
    for known in ScriptedWriter.layouts(tag: "accuracy", step: 300, number: 0.75) {
      for index in known.indices {
        var bytes = Record.frame(known) + Record.frame(known)
        for _ in 0..<6 {
          var other = known
          other[index] = UInt8.random(in: 0...255, using: &random)
          bytes += Record.frame(other) + Record.frame(Array(known.prefix(index))) + Record.frame(known)
        }
        #expect(difference(ScriptedBytes(bytes)) == nil)
      }
    }
  }

  @Test func `names series, and says where each point ends`() throws {
    var writer = EventWriter(wallTime: 1)
    for step in 0..<3 {
      writer.write("loss", 0.5, step: step, wallTime: 2)
      writer.write("acc", Double(step), step: step, wallTime: 3)
    }
    var scanner = EventScanner()
    var points: [ScannedPoint] = []
    scanner.feed(writer.bytes.span)
    let first = scanner.next(into: &points)
    #expect(first == .event(Event(wallTime: 1, step: 0, content: .fileVersion("brain.Event:2")), in: 0..<40))
    let second = scanner.next(into: &points)
    #expect(second == .needsMoreData)
    #expect(scanner.series.map(\.tag) == ["loss", "acc"])
    #expect(points.map(\.series) == [0, 1, 0, 1, 0, 1])
    #expect(points.map(\.value) == [0.5, 0, 0.5, 1, 0.5, 2])
    #expect(points.map(\.step) == [0, 0, 1, 1, 2, 2])
    #expect(points.last?.end == writer.bytes.count)
    #expect(scanner.offset == writer.bytes.count)
    #expect(scanner.pendingBytes == 0)
  }

  @Test func `knows thousands of series`() {
    let count = 3_000
    var writer = EventWriter(wallTime: 1)
    for step in 0..<3 {
      for tag in 0..<count { writer.write("tag/\(tag)", Double(tag), step: step, wallTime: 2) }
    }
    #expect(difference(ScriptedBytes(writer.bytes)) == nil)
  }

  @Test func `hands on events that are not one number`() {
    let two = Event(
      wallTime: 1, step: 1,
      content: .summary([SummaryValue(tag: "a", .simpleValue(1)), SummaryValue(tag: "b", .simpleValue(2))]))
    let text = Event(wallTime: 1, step: 1, content: .summary([SummaryValue(tag: "c", .tensor(.string, scalar: nil))]))
    let restart = Event(wallTime: 1, step: 2, content: .sessionStart)
    let chapters = Story(scanning: ScriptedBytes([two, text, restart].flatMap(\.record))).chapters
    #expect(chapters == [two, text, restart].map(Story.Chapter.init))
  }

  private func difference(_ script: ScriptedBytes) -> String? {
    Story(scanning: script).difference(from: Story(decoding: script))
  }
}
