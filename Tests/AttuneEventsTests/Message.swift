// SPDX-License-Identifier: Apache-2.0

/// A protobuf message written by hand, so that the reader is not only checked against our own writer.
struct Message {
  var bytes: [UInt8] = []

  static func varint(_ value: UInt64) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
  }

  static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  func varint(_ field: UInt64, _ value: UInt64) -> Message { adding(Self.varint(field << 3) + Self.varint(value)) }

  func fixed32(_ field: UInt64, _ value: UInt32) -> Message {
    adding(Self.varint(field << 3 | 5) + Self.littleEndian(value))
  }

  func fixed64(_ field: UInt64, _ value: UInt64) -> Message {
    adding(Self.varint(field << 3 | 1) + Self.littleEndian(value))
  }

  func bytes(_ field: UInt64, _ value: [UInt8]) -> Message {
    adding(Self.varint(field << 3 | 2) + Self.varint(UInt64(value.count)) + value)
  }

  func message(_ field: UInt64, _ value: Message) -> Message { bytes(field, value.bytes) }
  func text(_ field: UInt64, _ value: String) -> Message { bytes(field, Array(value.utf8)) }
  func adding(_ more: [UInt8]) -> Message { Message(bytes: bytes + more) }

  /// An event with one summary value.
  static func event(_ value: Message, step: UInt64 = 3) -> Message {
    Message().fixed64(1, (1.5).bitPattern).varint(2, step).message(5, Message().message(1, value))
  }

  /// An event with one tensor tagged `t`.
  static func event(tensor: Message) -> Message { event(Message().text(1, "t").message(8, tensor)) }
}
