// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

/// These tests check that nothing traps and nothing loops; what is read does not matter.
@Suite struct `Bytes that nobody wrote` {
  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `are refused or read, never a trap`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<2_000 {
      let bytes = (0..<Int.random(in: 0...80, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      readAll(bytes)
      readAll(Record.frame(bytes))
    }
  }

  @Test(arguments: Fixture.all)
  func `do no harm where they replace a writer's`(fixture: Fixture) throws {
    var random = SplitMix64(seed: 1)
    for file in try fixture.files() {
      for _ in 0..<300 {
        var bytes = file.bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        readAll(Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))))
      }
      for record in ScriptedBytes(file.bytes).outcomes().compactMap(\.record) { mutate(Array(record.payload), &random) }
    }
  }

  /// Damage behind a sound checksum reaches the decoder.
  private func mutate(_ payload: [UInt8], _ random: inout SplitMix64) {
    for index in payload.indices {
      var bytes = payload
      bytes[index] = UInt8.random(in: 0...255, using: &random)
      readAll(Record.frame(bytes))
      readAll(Record.frame(Array(payload.prefix(index))))
    }
  }

  private func readAll(_ bytes: [UInt8]) {
    var catalogue = EventCatalogue()
    for case .record(let record) in ScriptedBytes(bytes).outcomes() {
      guard let event = try? Event(decoding: record.payload.span) else { continue }
      catalogue.add(event, in: ".")
    }
  }
}
