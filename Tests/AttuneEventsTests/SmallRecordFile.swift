// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// Four records, at bytes 0, 16, 33 and 55, of 371 bytes in all.
enum SmallRecordFile {
  static let payloads: [[UInt8]] = [[], [1], Array("attune".utf8), Array(repeating: 7, count: 300)]
  static let bytes = payloads.flatMap(Record.frame)

  /// A frame's first 12 bytes with a sound checksum.
  static func header(_ length: UInt64) -> [UInt8] {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    let checksum = CRC32C.masked(CRC32C.checksum(of: bytes.span))
    return bytes + (0..<4).map { UInt8(truncatingIfNeeded: checksum >> (8 * $0)) }
  }
}
