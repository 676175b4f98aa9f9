// SPDX-License-Identifier: Apache-2.0

/// A protobuf message (or the plain little-endian numbers of a frame) in the making.
struct WireMessage {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: Int, varint value: UInt64) {
    key(field, .varint)
    append(varint: value)
  }

  mutating func add(_ field: Int, fixed32 value: UInt32) {
    key(field, .fixed32)
    append(value)
  }

  mutating func add(_ field: Int, fixed64 value: UInt64) {
    key(field, .fixed64)
    append(value)
  }

  mutating func add(_ field: Int, bytes value: [UInt8]) {
    key(field, .bytes)
    append(varint: UInt64(value.count))
    append(value)
  }

  /// Little-endian.
  mutating func append(_ number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }

  mutating func append(_ more: [UInt8]) {
    bytes += more
  }

  private mutating func key(_ field: Int, _ type: WireType) {
    append(varint: UInt64(field) << 3 | UInt64(type.rawValue))
  }

  mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
