// SPDX-License-Identifier: Apache-2.0

/// The summary at the end of an event, as bytes in memory, compared without a check of each index.
///
/// - Precondition: `count` is at least `shortest`, and four readable bytes follow (the record's checksum).
struct SummaryBytes {
  /// Keys and lengths of summary and value, key and length of a tag, key and bits of a float.
  static let shortest = 11
  /// Where the tag stands behind keys and lengths of one byte each.
  static let tag = 6

  private let base: UnsafeRawPointer
  let count: Int

  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer, at offset: Int, count: Int) {
    base = bytes.baseAddress.unsafelyUnwrapped + offset
    self.count = count
  }

  /// - Precondition: `offset + 8 <= count + 4`
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  func float(at offset: Int) -> Double {
    Double(Float(bitPattern: UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))))
  }

  /// Mixes length and tag; only bytes of this summary count, so equal summaries have equal keys.
  @inline(__always)
  var key: UInt64 {
    let tagCount = Int(base.load(fromByteOffset: Self.tag - 1, as: UInt8.self))
    var key = Self.mixed(UInt64(truncatingIfNeeded: count), UInt64(truncatingIfNeeded: tagCount))
    guard tagCount >= 8 else {
      // Shifted in two steps, so that no tag at all is no word at all.
      let unused = UInt64(truncatingIfNeeded: 4 &* (8 &- tagCount))
      return Self.mixed(key, (word(at: Self.tag) &<< unused) &<< unused)
    }
    let last = min(Self.tag + tagCount, count) - 8
    var offset = Self.tag
    while offset < last {
      key = Self.mixed(key, word(at: offset))
      offset &+= 8
    }
    return Self.mixed(key, word(at: last))
  }

  @inline(__always)
  private static func mixed(_ key: UInt64, _ word: UInt64) -> UInt64 {
    let product = (key ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 32)
  }
}
