// SPDX-License-Identifier: Apache-2.0

/// The loop that reads most records of most files. Here alone, memory is read without a check of each index;
/// why that is safe stands at each place.
extension TemplateTable {
  /// Payloads longer than this are left to the general decoder.
  private static let longestPayload = 511
  /// The least that an event with a time and a template's summary has.
  private static let shortestPayload = 9 + SummaryBytes.shortest

  /// The masked checksum of each short length.
  private static let lengthChecksums = (0...UInt64(longestPayload)).map(FrameHeader.maskedChecksum(of:))

  /// Reads records for as long as they match a template, checksums included; stops at the first one that does
  /// not, whatever the reason, and leaves it to the general decoder.
  mutating func readPoints(from reader: inout RecordReader, into points: inout [ScannedPoint]) {
    guard reader.isReading, !rows.isEmpty else { return }
    let (start, offset) = (reader.start, reader.offset)
    let passed = reader.buffer.withUnsafeBytes { buffer in
      CRC32C.tables.withUnsafeBufferPointer { checksums in
        Self.lengthChecksums.withUnsafeBufferPointer { lengthChecksums in
          let bytes = UnsafeRawBufferPointer(rebasing: buffer[start...])
          return readPoints(in: bytes, from: offset, checksums, lengthChecksums, into: &points)
        }
      }
    }
    reader.pass(passed)
  }

  /// - Returns: how many bytes of records were read.
  @inline(__always)
  private mutating func readPoints(
    in bytes: UnsafeRawBufferPointer, from fileOffset: Int, _ checksums: UnsafeBufferPointer<UInt32>,
    _ lengthChecksums: UnsafeBufferPointer<UInt32>, into points: inout [ScannedPoint]
  ) -> Int {
    var frame = 0
    var latest = latest
    // Header and trailer are 16 bytes: all that is loaded below stands before `frame + 16 + length`.
    while bytes.count &- frame >= 16 {
      let length = bytes.number(at: frame, as: UInt64.self)
      guard length <= UInt64(Self.longestPayload), length >= UInt64(Self.shortestPayload) else { break }
      let count = Int(truncatingIfNeeded: length)
      guard bytes.number(at: frame &+ 8, as: UInt32.self) == lengthChecksums[count],
        bytes.count &- frame &- 16 >= count
      else { break }
      let payload = frame &+ 12
      let end = payload &+ count
      let checksum = CRC32C.checksum(of: UnsafeRawBufferPointer(rebasing: bytes[payload..<end]), checksums)
      guard bytes.number(at: end, as: UInt32.self) == CRC32C.masked(checksum),
        bytes[payload] == SummaryTemplate.timeKey
      else { break }

      // Nine bytes of time; a step needs at most six more of the twenty that there are at least.
      let wallTime = Double(bitPattern: bytes.number(at: payload &+ 1, as: UInt64.self))
      var summary = payload &+ 9
      var step = 0
      if bytes[summary] == SummaryTemplate.stepKey {
        var shift = 0
        var byte: UInt8
        repeat {
          summary &+= 1
          byte = bytes[summary]
          step |= Int(byte & 0x7F) &<< shift
          shift &+= 7
        } while byte >= 0x80 && shift < 35
        guard byte < 0x80 else { break }
        summary &+= 1
      }
      guard end &- summary >= SummaryBytes.shortest else { break }
      let rest = SummaryBytes(bytes, at: summary, count: end &- summary)
      let expected = rows[latest].next
      if matches(expected, rest) {
        latest = expected
      } else {
        guard let found = find(rest) else { break }
        rows[latest].next = found
        latest = found
      }
      let row = rows[latest]
      frame = end &+ 4
      points.append(
        ScannedPoint(
          series: row.series, step: step, wallTime: wallTime,
          value: row.isDouble ? Double(bitPattern: rest.word(at: row.number)) : rest.float(at: row.number),
          end: fileOffset &+ frame))
    }
    self.latest = latest
    return frame
  }

  /// The template that the bytes match.
  func find(_ summary: SummaryBytes) -> Int? {
    guard !slots.isEmpty else { return nil }
    var slot = Int(truncatingIfNeeded: summary.key) & (slots.count - 1)
    while slots[slot] >= 0 {
      let row = Int(slots[slot])
      if matches(row, summary) { return row }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// The bytes are those of the template, but for the number.
  @inline(__always)
  private func matches(_ row: Int, _ summary: SummaryBytes) -> Bool {
    let template = rows[row]
    guard template.count == summary.count else { return false }
    let last = summary.count &- 8
    var difference: UInt64 = 0
    var word = template.firstWord
    var offset = 0
    while offset < last {
      difference |= (summary.word(at: offset) ^ words[word].bits) & words[word].mask
      offset &+= 8
      word &+= 1
    }
    difference |= (summary.word(at: last) ^ words[word].bits) & words[word].mask
    return difference == 0
  }
}

extension UnsafeRawBufferPointer {
  @inline(__always)
  fileprivate func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as: Number.Type) -> Number {
    Number(littleEndian: loadUnaligned(fromByteOffset: offset, as: Number.self))
  }
}
