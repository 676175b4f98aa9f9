// SPDX-License-Identifier: Apache-2.0

/// One field of a protobuf message.
struct WireField {
  let number: Int
  let value: Value

  enum Value {
    /// A number as its bits; how to read them depends on the field.
    case bits(WireType, UInt64)
    /// Where a string, a message or a packed list stands.
    case bytes(Range<Int>)
  }
}

/// How a field is laid out on the wire.
enum WireType: UInt8 {
  case varint = 0
  case fixed64 = 1
  case bytes = 2
  case groupStart = 3
  case groupEnd = 4
  case fixed32 = 5
}
