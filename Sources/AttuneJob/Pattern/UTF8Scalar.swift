// SPDX-License-Identifier: Apache-2.0

/// Unicode scalars in bytes that need not be valid UTF-8.
enum UTF8Scalar {
  static let replacement: UInt32 = 0xFFFD

  /// The scalar at `place` and where the next one begins; nil at the end. An invalid byte is one U+FFFD.
  static func step(_ bytes: Span<UInt8>, _ place: Int) -> (scalar: UInt32?, end: Int) {
    guard place < bytes.count else { return (nil, place) }
    let first = bytes[place]
    if first < 0x80 { return (UInt32(first), place + 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, place + length <= bytes.count else { return (replacement, place + 1) }
    var scalar = UInt32(first) & (0xFF >> UInt32(length + 1))
    for offset in 1..<length {
      let byte = bytes[place + offset]
      guard byte & 0xC0 == 0x80 else { return (replacement, place + 1) }
      scalar = scalar << 6 | UInt32(byte & 0x3F)
    }
    let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    guard scalar >= least, scalar <= ScalarSet.last, !(0xD800...0xDFFF).contains(scalar) else {
      return (replacement, place + 1)
    }
    return (scalar, place + length)
  }
}
