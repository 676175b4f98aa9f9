// SPDX-License-Identifier: Apache-2.0

// Notation, as in the service's contract: u in [0, 1]; the range is [a, b]; L = ln(b/a).
//
//   linear        x = a + (b − a) u
//   log           x = a e^(u L)
//   reverse log   x = b − (a e^((1 − u) L) − a)
extension ParameterSpec.Scale {
  /// The point of `range` at `u`: its ends at 0 and 1, and never decreasing between them.
  func value(at u: Double, in range: ClosedRange<Double>) -> Double {
    let (a, b) = (range.lowerBound, range.upperBound)
    guard u > 0, a < b else { return a }
    guard u < 1 else { return b }
    let value =
      switch self {
      case .linear: a + (b - a) * u
      case .log: Self.power(u, in: range)
      case .reverseLog: b - (Self.power(1 - u, in: range) - a)
      }
    return min(max(value, a), b)
  }

  /// The formula turned round: where `x` lies, but for rounding. The middle in a range of one point.
  package func coordinate(of x: Double, in range: ClosedRange<Double>) -> Double {
    let (a, b) = (range.lowerBound, range.upperBound)
    guard a < b else { return 0.5 }
    guard x > a else { return 0 }
    guard x < b else { return 1 }
    let u =
      switch self {
      case .linear: (x - a) / (b - a)
      case .log: Portable.logRatio(x, a) / Portable.logRatio(b, a)
      case .reverseLog: 1 - Portable.logRatio(a + (b - x), a) / Portable.logRatio(b, a)
      }
    return min(max(u, 0), 1)
  }

  /// a e^(u L); in two halves where e^L alone would overflow.
  private static func power(_ u: Double, in range: ClosedRange<Double>) -> Double {
    let a = range.lowerBound
    let logarithm = Portable.logRatio(range.upperBound, a)
    guard logarithm > 700 else { return a * Portable.exp(u * logarithm) }
    let half = Portable.exp(u * logarithm * 0.5)
    return a * half * half
  }
}
