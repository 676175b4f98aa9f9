// SPDX-License-Identifier: Apache-2.0

extension SummaryTemplate {
  /// The layout that `SummaryBytes.key` expects: lengths of one byte, and the tag as the first field.
  var beginsWithTag: Bool {
    let tag = SummaryBytes.tag
    return bytes.count >= SummaryBytes.shortest && bytes[2] == 0x0A && bytes[4] == 0x0A
      && tag + Int(bytes[tag - 1]) <= number.lowerBound
  }

  /// The bytes as words at 0, 8, 16, …; the last one ends where the bytes end.
  var words: [TemplateTable.Word] {
    stride(from: 0, to: bytes.count, by: 8).map { offset in
      let first = min(offset, bytes.count - 8)
      var bits: UInt64 = 0
      var mask: UInt64 = 0
      for index in (first..<first + 8).reversed() {
        bits = bits << 8 | UInt64(bytes[index])
        mask = mask << 8 | (number.contains(index) ? 0 : 0xFF)
      }
      return TemplateTable.Word(bits: bits & mask, mask: mask)
    }
  }

  /// As they stand in a file, where at least a checksum follows.
  func withBytes<Result>(_ body: (SummaryBytes) -> Result) -> Result {
    (bytes + [0, 0, 0, 0]).withUnsafeBytes { body(SummaryBytes($0, at: 0, count: bytes.count)) }
  }
}
