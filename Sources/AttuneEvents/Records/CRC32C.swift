// SPDX-License-Identifier: Apache-2.0

/// The Castagnoli checksum that guards TFRecord frames, eight bytes at a time.
///
/// Source: RFC 3720 §12.1 (polynomial 0x1EDC6F41, reflected 0x82F63B78), computed by slicing-by-8.
public enum CRC32C {
  /// The checksum of `bytes`. O(n).
  public static func checksum(of bytes: Span<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { bytes in
      tables.withUnsafeBufferPointer { table in
        let whole = bytes.count & ~7
        var crc = UInt32.max
        for offset in stride(from: 0, to: whole, by: 8) {
          crc = fold(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)), crc, table)
        }
        for offset in whole..<bytes.count {
          crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[offset])] ^ (crc >> 8)
        }
        return ~crc
      }
    }
  }

  /// The form in which TFRecord stores a checksum, so that a checksum of checksums stays useful.
  public static func masked(_ checksum: UInt32) -> UInt32 {
    ((checksum >> 15) | (checksum << 17)) &+ 0xA282_EAD8
  }

  /// `table` has 8 × 256 entries, so every index below is inside it.
  @inline(__always)
  private static func fold(_ word: UInt64, _ crc: UInt32, _ table: UnsafeBufferPointer<UInt32>) -> UInt32 {
    let mixed = word ^ UInt64(crc)
    var folded: UInt32 = 0
    for slice in 0..<8 {
      let byte = UInt8(truncatingIfNeeded: mixed >> UInt64(8 * slice))
      folded ^= table[(7 - slice) << 8 | Int(byte)]
    }
    return folded
  }

  /// Slice k, byte b: the checksum of b followed by k zero bytes.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    for byte in UInt32(0)..<256 {
      var crc = byte
      for _ in 0..<8 { crc = (crc >> 1) ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
      tables.append(crc)
    }
    for index in 256..<2048 {
      let previous = tables[index - 256]
      tables.append(tables[Int(previous & 0xFF)] ^ (previous >> 8))
    }
    return tables
  }()
}
