// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `A damaged length` {
  private static let payloads = SmallRecordFile.payloads
  private static let file = SmallRecordFile.bytes

  @Test(arguments: 0..<12)
  func `costs its record, and is reported with the place where reading goes on`(byte: Int) {
    var bytes = Self.file
    bytes[33 + byte] ^= 0x40
    let outcomes = ScriptedBytes(bytes).outcomes()
    #expect(
      outcomes.compactMap(\.damage) == [
        RecordDamage(.lengthChecksum, at: 33), RecordDamage(.lengthChecksum, at: 33, end: 55),
      ])
    #expect(outcomes.compactMap(\.record).map(\.offset) == [0, 16, 55])
  }

  @Test func `is overcome at the same place wherever the file is cut`() {
    var bytes = Self.file + Self.file
    bytes[33] ^= 1
    bytes[Self.file.count + 60] ^= 1
    let whole = ScriptedBytes(bytes).outcomes()
    for cut in 0...bytes.count { #expect(ScriptedBytes(bytes, cutAt: cut).outcomes() == whole) }
    for chunk in 1...20 { #expect(ScriptedBytes(bytes, chunk: chunk).outcomes() == whole) }
  }

  @Test func `waits for a sound record for as long as there is none, in little memory`() {
    var reader = RecordReader()
    reader.feed([UInt8](repeating: 0xAB, count: 100).span)
    let first = reader.next()
    #expect(first == .damaged(RecordDamage(.lengthChecksum, at: 0)))
    for portion in 1...50 {
      reader.feed([UInt8](repeating: 0, count: 1 << 16).span)
      let outcome = reader.next()
      #expect(outcome == .needsMoreData)
      #expect(reader.offset == 0)
      #expect(reader.pendingBytes == 100 + portion << 16)
    }
    reader.feed(Self.file.span)
    let begin = 100 + 50 << 16
    let found = reader.next()
    #expect(found == .damaged(RecordDamage(.lengthChecksum, at: 0, end: begin)))
    let offsets = drain(&reader).compactMap(\.record).map(\.offset)
    #expect(offsets == [0, 16, 33, 55].map { begin + $0 })
  }

  @Test func `may be the file's first`() {
    let outcomes = ScriptedBytes([7, 7, 7, 7, 7] + Self.file).outcomes()
    #expect(outcomes.compactMap(\.record).map { Array($0.payload) } == Self.payloads)
    #expect(outcomes.compactMap(\.damage).last == RecordDamage(.lengthChecksum, at: 0, end: 5))
  }

  /// A header in the search that claims more than is read would hide all that follows.
  @Test func `is not overcome by a header that claims too much`() {
    let giant = SmallRecordFile.header(UInt64(RecordReader.longestPayload) + 1)
    let outcomes = ScriptedBytes([7] + giant + Self.file).outcomes()
    #expect(outcomes.compactMap(\.damage).last == RecordDamage(.lengthChecksum, at: 0, end: 13))
    #expect(outcomes.compactMap(\.record).count == Self.payloads.count)
  }

  /// Each header here fits, and claims a payload that reaches far behind the next ones.
  @Test func `takes linear time among sound headers with unsound payloads`() {
    let count = 400_000
    let header = SmallRecordFile.header(1 << 20)
    let bytes: [UInt8] = [7] + Array(repeatElement(header, count: count).joined())
    let outcomes = ScriptedBytes(bytes, chunk: 1 << 18).outcomes()
    #expect(!outcomes.contains { $0.isRecord })
    // Each payload that was checked is passed over as a whole.
    #expect(outcomes.count <= 3 * (1 + bytes.count >> 20))
  }
}
