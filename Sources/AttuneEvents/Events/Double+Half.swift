// SPDX-License-Identifier: Apache-2.0

extension Double {
  /// An IEEE 754 half-precision number, widened exactly. (`Float16` does not exist on every platform.)
  init(halfBits bits: UInt16) {
    let sign: Double = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = UInt64(bits & 0x3FF)
    switch exponent {
    case 0: self = sign * Double(fraction) * 0x1p-24
    case 31: self = fraction == 0 ? sign * .infinity : .nan
    default: self = sign * Double(bitPattern: UInt64(exponent - 15 + 1023) << 52 | fraction << 42)
    }
  }

  /// The nearest half-precision number, ties to even; too large becomes infinite.
  var halfBits: UInt16 {
    let sign: UInt16 = self.sign == .minus ? 0x8000 : 0
    if isNaN { return sign | 0x7E00 }
    let size = magnitude
    if size >= 65_520 { return sign | 0x7C00 }
    if size < 0x1p-14 { return sign | UInt16((size * 0x1p24).rounded(.toNearestOrEven)) }
    let exponent = Int(size.exponent)
    let scaled = (size * Double(sign: .plus, exponent: 10 - exponent, significand: 1))
    return sign | UInt16(Int(scaled.rounded(.toNearestOrEven)) + (exponent + 14) << 10)
  }
}
