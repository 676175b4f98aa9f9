// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `A record reader` {
  private static let payloads = SmallRecordFile.payloads
  private static let file = SmallRecordFile.bytes

  @Test(arguments: Fixture.all)
  func `reads the same records wherever a file is cut`(fixture: Fixture) throws {
    for file in try fixture.files() {
      let whole = ScriptedBytes(file.bytes).outcomes()
      #expect(whole.allSatisfy { $0.isRecord })
      for cut in 0...file.bytes.count {
        let outcomes = ScriptedBytes(file.bytes, cutAt: cut).outcomes()
        if outcomes != whole { Issue.record("\(fixture.name)/\(file.name) cut at \(cut)") }
      }
      for chunk in [1, 3, 16] { #expect(ScriptedBytes(file.bytes, chunk: chunk).outcomes() == whole) }
    }
  }

  @Test func `tells where each record begins and ends`() {
    let records = ScriptedBytes(Self.file).outcomes().compactMap(\.record)
    #expect(records.map { Array($0.payload) } == Self.payloads)
    #expect(records.map(\.offset) == [0, 16, 33, 55])
    #expect(records.map(\.end) == [16, 33, 55, 371])
  }

  @Test func `goes on from a recorded offset`() {
    var reader = RecordReader(at: 33)
    reader.feed(Self.file.span.extracting(33...))
    let offsets = drain(&reader).compactMap(\.record).map(\.offset)
    #expect(offsets == [33, 55])
    #expect(reader.offset == 371)
  }

  @Test func `waits for the rest of a truncated tail`() {
    for length in 0..<Self.file.count {
      var reader = RecordReader()
      reader.feed(Self.file.span.extracting(..<length))
      let outcomes = drain(&reader)
      let last = reader.next()
      #expect(outcomes.allSatisfy { $0.isRecord })
      #expect(last == .needsMoreData)
      #expect(reader.offset + reader.pendingBytes == length)
    }
  }

  @Test func `skips a record whose payload is damaged`() {
    var bytes = Self.file
    bytes[33 + 12] ^= 1
    let outcomes = ScriptedBytes(bytes).outcomes()
    #expect(outcomes.compactMap(\.damage) == [RecordDamage(.payloadChecksum, at: 33, end: 55)])
    #expect(outcomes.compactMap(\.record).map(\.offset) == [0, 16, 55])
  }

  @Test func `passes over a record that is too long, without holding it`() {
    let length = RecordReader.longestPayload + 1
    var reader = RecordReader()
    reader.feed(SmallRecordFile.header(UInt64(length)).span)
    let first = drain(&reader)
    #expect(first == [.damaged(RecordDamage(.tooLong(UInt64(length)), at: 0, end: 12 + length + 4))])
    let chunk = [UInt8](repeating: 0, count: 1 << 20)
    var left = length + 4
    while left > 0 {
      reader.feed(chunk.span.extracting(..<min(left, chunk.count)))
      left -= min(left, chunk.count)
      let outcome = reader.next()
      #expect(outcome == .needsMoreData)
      #expect(reader.pendingBytes == 0)
    }
    reader.feed(Record.frame([9]).span)
    let next = reader.next()
    #expect(next.record?.offset == 12 + length + 4)
  }

  @Test(arguments: [1 << 63, UInt64.max, UInt64.max - 3, UInt64(Int.max)])
  func `survives a length that no memory holds`(length: UInt64) {
    var reader = RecordReader()
    reader.feed((SmallRecordFile.header(length) + Self.file).span)
    let outcomes = drain(&reader)
    #expect(outcomes == [.damaged(RecordDamage(.tooLong(length), at: 0))])
  }

  @Test func `says what is damaged, and where`() {
    let told = [
      RecordDamage(.payloadChecksum, at: 40), RecordDamage(.lengthChecksum, at: 41),
      RecordDamage(.lengthChecksum, at: 41, end: 341),
      RecordDamage(.tooLong(1 << 40), at: 42), RecordDamage(.notAnEvent, at: 43),
    ].map(\.description)
    #expect(
      told == [
        "the record at byte 40 is damaged (its checksum differs) and was skipped",
        "the length of the record at byte 41 is damaged; everything up to the next sound record is lost",
        "the length of the record at byte 41 is damaged; 300 bytes, up to byte 341, were skipped",
        "the record at byte 42 has 1099511627776 bytes, more than the 67108864 that are read, and was skipped",
        "the record at byte 43 is not a TensorBoard event and was skipped",
      ])
  }
}

extension RecordOutcome {
  var isRecord: Bool { record != nil }

  var record: Record? {
    guard case .record(let record) = self else { return nil }
    return record
  }

  var damage: RecordDamage? {
    guard case .damaged(let damage) = self else { return nil }
    return damage
  }
}
