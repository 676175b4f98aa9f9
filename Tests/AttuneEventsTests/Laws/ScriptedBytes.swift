// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// An event file that arrives in pieces.
struct ScriptedBytes {
  let chunks: [ArraySlice<UInt8>]

  init(_ bytes: [UInt8]) {
    chunks = [bytes[...]]
  }

  init(_ bytes: [UInt8], cutAt cut: Int) {
    chunks = [bytes[..<cut], bytes[cut...]]
  }

  init(_ bytes: [UInt8], chunk: Int) {
    chunks = stride(from: 0, to: bytes.count, by: chunk).map { bytes[$0..<min($0 + chunk, bytes.count)] }
  }

  /// Everything the reader says, but for `.needsMoreData`.
  func outcomes() -> [RecordOutcome] {
    var reader = RecordReader()
    return chunks.flatMap { chunk in
      reader.feed(chunk.span)
      return drain(&reader)
    }
  }
}

func drain(_ reader: inout RecordReader) -> [RecordOutcome] {
  var outcomes: [RecordOutcome] = []
  while true {
    let outcome = reader.next()
    if outcome == .needsMoreData || outcome == .ended { return outcomes }
    outcomes.append(outcome)
  }
}
