// SPDX-License-Identifier: Apache-2.0

/// A place in the bytes of a protobuf message; every step checks its bounds.
///
/// The bytes are a parameter of each step, so that nothing is copied and nothing can outlive them.
struct WireCursor {
  private var index: Int
  private let end: Int

  /// Where the next field begins.
  var position: Int { index }

  init(_ range: Range<Int>) {
    index = range.lowerBound
    end = range.upperBound
  }

  /// The next field of the message, or nil at its end. Groups, which nothing here uses, are passed over.
  mutating func field(in bytes: Span<UInt8>) throws(MalformedEvent) -> WireField? {
    while index < end {
      let key = try varint(in: bytes)
      let number = Int(truncatingIfNeeded: key >> 3)
      guard number > 0, number <= 0x1FFF_FFFF, let type = WireType(rawValue: UInt8(key & 7)) else {
        throw MalformedEvent(at: index)
      }
      if type == .groupStart {
        try skipGroup(in: bytes)
        continue
      }
      return WireField(number: number, value: try value(of: type, in: bytes))
    }
    return nil
  }

  @inline(__always)
  mutating func value(of type: WireType, in bytes: Span<UInt8>) throws(MalformedEvent) -> WireField.Value {
    switch type {
    case .varint: .bits(.varint, try varint(in: bytes))
    case .fixed64: .bits(.fixed64, try fixed(8, in: bytes))
    case .fixed32: .bits(.fixed32, try fixed(4, in: bytes))
    case .bytes: .bytes(try lengthDelimited(in: bytes))
    case .groupStart, .groupEnd: throw MalformedEvent(at: index)
    }
  }

  @inline(__always)
  mutating func varint(in bytes: Span<UInt8>) throws(MalformedEvent) -> UInt64 {
    if index < end, bytes[index] < 0x80 {
      defer { index += 1 }
      return UInt64(bytes[index])
    }
    return try longVarint(in: bytes)
  }

  private mutating func longVarint(in bytes: Span<UInt8>) throws(MalformedEvent) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < end, shift < 64 {
      let byte = bytes[index]
      index += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw MalformedEvent(at: index)
  }

  /// A little-endian number of 1, 2, 4 or 8 bytes.
  mutating func fixed(_ width: Int, in bytes: Span<UInt8>) throws(MalformedEvent) -> UInt64 {
    guard end - index >= width else { throw MalformedEvent(at: index) }
    defer { index += width }
    let raw = bytes.bytes
    switch width {
    case 8: return UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    case 4: return UInt64(UInt32(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt32.self)))
    case 2: return UInt64(UInt16(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt16.self)))
    default: return UInt64(bytes[index])
    }
  }

  private mutating func lengthDelimited(in bytes: Span<UInt8>) throws(MalformedEvent) -> Range<Int> {
    let length = try varint(in: bytes)
    guard length <= UInt64(end - index) else { throw MalformedEvent(at: index) }
    let range = index..<index + Int(length)
    index = range.upperBound
    return range
  }

  private mutating func skipGroup(in bytes: Span<UInt8>) throws(MalformedEvent) {
    var depth = 1
    while depth > 0 {
      guard let type = WireType(rawValue: UInt8(try varint(in: bytes) & 7)) else {
        throw MalformedEvent(at: index)
      }
      switch type {
      case .groupStart: depth += 1
      case .groupEnd: depth -= 1
      case .varint, .fixed64, .fixed32, .bytes: _ = try value(of: type, in: bytes)
      }
    }
  }
}
