// SPDX-License-Identifier: Apache-2.0

/// How a number is told by bits.
enum NumberFormat {
  case float, double, half, bfloat16
  case float8(Float8Format)
  /// Of so many bits; two's complement.
  case signed(Int)
  case unsigned(Int)
  case bool

  /// Bytes of an element in `tensor_content`.
  var width: Int {
    switch self {
    case .double: 8
    case .float: 4
    case .half, .bfloat16: 2
    case .float8, .bool: 1
    case .signed(let bits), .unsigned(let bits): max(bits / 8, 1)
    }
  }

  /// The number whose bits these are; higher ones are ignored.
  func number(fromBits bits: UInt64) -> Double {
    switch self {
    case .float: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .double: Double(bitPattern: bits)
    case .half: Double(halfBits: UInt16(truncatingIfNeeded: bits))
    case .bfloat16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits << 16)))
    case .float8(let format): format.number(fromBits: UInt8(truncatingIfNeeded: bits))
    case .signed(let count): Double(Int64(bitPattern: bits << UInt64(64 - count)) >> Int64(64 - count))
    case .unsigned(let count): Double((bits << UInt64(64 - count)) >> UInt64(64 - count))
    case .bool: bits == 0 ? 0 : 1
    }
  }

  /// The bits of the nearest number in this format; a NaN integer is 0.
  func bits(of value: Double) -> UInt64 {
    switch self {
    case .float: UInt64(Float(value).bitPattern)
    case .double: value.bitPattern
    case .half: UInt64(value.halfBits)
    case .bfloat16: Self.bfloat16Bits(of: value)
    case .float8(let format): UInt64(format.bits(of: value))
    case .signed(let count):
      UInt64(bitPattern: Self.integer(value, in: Int64.min >> Int64(64 - count)...Int64.max >> Int64(64 - count)))
    case .unsigned(let count): Self.integer(value, in: 0...UInt64.max >> UInt64(64 - count))
    case .bool: value == 0 ? 0 : 1
    }
  }

  /// The upper half of a float, ties to even.
  private static func bfloat16Bits(of value: Double) -> UInt64 {
    let bits = UInt64(Float(value).bitPattern)
    return value.isNaN ? bits >> 16 | 0x40 : (bits + 0x7FFF + bits >> 16 & 1) >> 16
  }

  private static func integer<Number: FixedWidthInteger>(_ value: Double, in range: ClosedRange<Number>) -> Number {
    if value.isNaN { return 0 }
    if let number = Number(exactly: value.rounded()) {
      return min(max(number, range.lowerBound), range.upperBound)
    }
    return value < 0 ? range.lowerBound : range.upperBound
  }
}
