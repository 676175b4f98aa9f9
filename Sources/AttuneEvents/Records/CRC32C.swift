// SPDX-License-Identifier: Apache-2.0

/// The Castagnoli checksum that guards TFRecord frames, eight bytes at a time.
///
/// Source: RFC 3720 §12.1 (polynomial 0x1EDC6F41, reflected 0x82F63B78), computed by slicing-by-8.
public enum CRC32C {
  /// The checksum of `bytes`. O(n).
  public static func checksum(of bytes: Span<UInt8>) -> UInt32 {
    tables.withUnsafeBufferPointer { table in bytes.withUnsafeBytes { checksum(of: $0, table) } }
  }

  /// The checksum of what has the checksum `earlier`, followed by `bytes`. O(n).
  public static func checksum(of bytes: Span<UInt8>, continuing earlier: UInt32) -> UInt32 {
    tables.withUnsafeBufferPointer { table in
      bytes.withUnsafeBytes { bytes in
        var crc = ~earlier, offset = 0
        while offset + 8 <= bytes.count {
          crc = fold(word(bytes, at: offset), crc, table)
          offset += 8
        }
        for byte in bytes[offset...] { crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ (crc >> 8) }
        return ~crc
      }
    }
  }

  /// The form in which TFRecord stores a checksum, so that a checksum of checksums stays useful.
  @inline(__always)
  public static func masked(_ checksum: UInt32) -> UInt32 {
    ((checksum >> 15) | (checksum << 17)) &+ 0xA282_EAD8
  }

  /// - Parameter table: `tables`, so that a loop over many records fetches it once.
  ///
  /// There is no loop over the bytes that are left over: zero bytes are thought in front of the message to make
  /// it whole words, and the register starts with what those zero bytes turn into the usual start, all ones.
  @inline(__always)
  static func checksum(of bytes: UnsafeRawBufferPointer, _ table: UnsafeBufferPointer<UInt32>) -> UInt32 {
    let count = bytes.count
    guard count >= 8 else {
      return ~bytes.reduce(UInt32.max) { crc, byte in
        table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ (crc >> 8)
      }
    }
    let missing = -count & 7
    var crc = table[starts + missing]
    crc = fold(word(bytes, at: 0) &<< UInt64(truncatingIfNeeded: 8 &* missing), crc, table)
    var offset = 8 &- missing
    while offset < count {
      crc = fold(word(bytes, at: offset), crc, table)
      offset &+= 8
    }
    return ~crc
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// `table` has 8 × 256 entries and more, so every index below is inside it.
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

  /// Where in `tables` the eight starts stand.
  private static let starts = 2048

  /// At 256 k + b: the checksum of byte b followed by k zero bytes. At `starts` + n: the register that n zero
  /// bytes turn into all ones.
  static let tables: [UInt32] = {
    let polynomial: UInt32 = 0x82F6_3B78
    var tables: [UInt32] = []
    for byte in UInt32(0)..<256 {
      var crc = byte
      for _ in 0..<8 { crc = (crc >> 1) ^ (crc & 1 == 1 ? polynomial : 0) }
      tables.append(crc)
    }
    for index in 256..<2048 {
      let previous = tables[index - 256]
      tables.append(tables[Int(previous & 0xFF)] ^ (previous >> 8))
    }
    var start = UInt32.max
    for _ in 0..<8 {
      tables.append(start)
      // Backwards through one zero byte; the polynomial's top bit tells which way each bit went.
      for _ in 0..<8 { start = start >> 31 == 1 ? ((start ^ polynomial) << 1) | 1 : start << 1 }
    }
    return tables
  }()
}
