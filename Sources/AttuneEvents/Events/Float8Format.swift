// SPDX-License-Identifier: Apache-2.0

/// A floating-point number in a byte. Named as TensorFlow names them: `e4m3` has four bits of exponent and three
/// of fraction; `fn` knows no infinity; `uz` has one zero and, where the negative zero would be, one NaN.
enum Float8Format {
  case e5m2, e4m3fn, e4m3fnuz, e4m3b11fnuz, e5m2fnuz

  func number(fromBits bits: UInt8) -> Double {
    if isNaN(bits) { return .nan }
    let sign: Double = bits < 0x80 ? 1 : -1
    let size = Int(bits & 0x7F)
    if self == .e5m2, size == 0x7C { return sign * .infinity }
    let (exponent, fraction) = (size >> fractionBits, Double(size & (1 << fractionBits - 1)))
    let scale = Double(sign: .plus, exponent: max(exponent, 1) - bias - fractionBits, significand: 1)
    return sign * (fraction + (exponent == 0 ? 0 : Double(1 << fractionBits))) * scale
  }

  /// The nearest finite number, the even one of two; what is infinite stays so, or is NaN where there is no infinity.
  func bits(of value: Double) -> UInt8 {
    if value.isNaN || (value.isInfinite && self != .e5m2) { return nanBits }
    var best: UInt8 = 0
    var distance = Double.infinity
    // All sizes, smallest first: a tie is kept by the lower one unless it is odd.
    for size in UInt8(0)..<0x80 where !isNaN(size) {
      let number = number(fromBits: size)
      let isNearer = number == value.magnitude || (number - value.magnitude).magnitude < distance
      let isEvenTie = (number - value.magnitude).magnitude == distance && size & 1 == 0
      guard isNearer || isEvenTie else { continue }
      (best, distance) = (size, (number - value.magnitude).magnitude)
      if number == value.magnitude { break }
    }
    let isNegative = value.sign == .minus && !(best == 0 && hasOneZero)
    return isNegative ? best | 0x80 : best
  }

  private var hasOneZero: Bool {
    switch self {
    case .e4m3fnuz, .e4m3b11fnuz, .e5m2fnuz: true
    case .e5m2, .e4m3fn: false
    }
  }

  private var nanBits: UInt8 { hasOneZero ? 0x80 : 0x7F }

  private func isNaN(_ bits: UInt8) -> Bool {
    switch self {
    case .e5m2: bits & 0x7F > 0x7C
    case .e4m3fn: bits & 0x7F == 0x7F
    case .e4m3fnuz, .e4m3b11fnuz, .e5m2fnuz: bits == 0x80
    }
  }

  private var fractionBits: Int {
    switch self {
    case .e5m2, .e5m2fnuz: 2
    case .e4m3fn, .e4m3fnuz, .e4m3b11fnuz: 3
    }
  }

  private var bias: Int {
    switch self {
    case .e5m2: 15
    case .e4m3fn: 7
    case .e4m3fnuz: 8
    case .e4m3b11fnuz: 11
    case .e5m2fnuz: 16
    }
  }
}
