// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// A file made from a fuzzer's input, which is read as a program: a fuzzer finds no checksum by chance.
///
/// The first byte is the size of the chunks in which the file arrives. Then come instructions; the lower three
/// bits of each tell what, and `count` is the upper five bits × 256 + the next byte.
struct FuzzedFile {
  private(set) var bytes: [UInt8] = []
  private let chunk: Int

  private var input: ArraySlice<UInt8>
  private var payload: [UInt8] = []

  init(_ input: [UInt8]) {
    self.input = input[...]
    chunk = Int(input.first ?? 0)
    _ = take()
    while !self.input.isEmpty { run() }
  }

  var whole: ScriptedBytes { ScriptedBytes(bytes) }
  var inChunks: ScriptedBytes { ScriptedBytes(bytes, chunk: chunk == 0 ? 1 << 12 : chunk) }

  private mutating func run() {
    let instruction = take()
    let count = Int(instruction >> 3) << 8 + Int(take())
    switch instruction & 7 {
    case 0:
      payload = take(count)
      bytes += Record.frame(payload)
    case 1: bytes += take(count)
    case 2: bytes += Record.frame(changed(payload, at: count, to: take()))
    case 3: bytes += Record.frame(changed(changed(payload, at: count, to: take()), at: Int(take()), to: take()))
    case 4: bytes += SmallRecordFile.header(take(8).reduce(0) { $0 << 8 | UInt64($1) })
    case 5: bytes += changed(Record.frame(payload), at: count, to: take())
    case 6: bytes += Record.frame(Array(payload.prefix(count)))
    default: bytes += Record.frame(payload.dropLast(4) + take(4))
    }
  }

  private func changed(_ bytes: [UInt8], at index: Int, to byte: UInt8) -> [UInt8] {
    guard !bytes.isEmpty else { return [byte] }
    var bytes = bytes
    bytes[index % bytes.count] = byte
    return bytes
  }

  private mutating func take() -> UInt8 { input.popFirst() ?? 0 }

  private mutating func take(_ count: Int) -> [UInt8] {
    defer { input = input.dropFirst(count) }
    return Array(input.prefix(count))
  }
}
