// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// The complementary error function and its scaled form, by rational approximations.
///
/// Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of
/// Computation 23 (1969); his coefficients. Relative error below 1e-15 but for the rounding of e^(−x²).
package enum ErrorFunction {
  /// erfc(x) = 2/√π ∫ₓ^∞ e^(−t²) dt.
  package static func erfc(_ x: Double) -> Double {
    if x < 0 { return 2 - erfc(-x) }
    if x <= 0.46875 { return 1 - x * small(x * x) }
    // Below the least number from 27.3 on, and NaN of NaN.
    guard x <= 28 else { return x > 28 ? 0 : x }
    return exponential(minusSquareOf: x) * scaled(x)
  }

  /// e^(x²) erfc(x) for x ≥ 0: never overflows, and falls like 1/(x √π).
  package static func erfcx(_ x: Double) -> Double {
    x <= 0.46875 ? Portable.exp(x * x) * (1 - x * small(x * x)) : scaled(x)
  }

  /// e^(−x²) for 0 ≤ x ≤ 28, with x split so that the square's rounding does not count.
  private static func exponential(minusSquareOf x: Double) -> Double {
    let head = Double(Int(x * 16)) / 16
    return Portable.exp(-head * head) * Portable.exp(-(x - head) * (x + head))
  }

  /// erf(x) / x as a function of x², for x ≤ 0.46875.
  private static func small(_ square: Double) -> Double {
    var (top, bottom) = (a[4] * square, square)
    for i in 0..<3 {
      top = (top + a[i]) * square
      bottom = (bottom + b[i]) * square
    }
    return (top + a[3]) / (bottom + b[3])
  }

  private static func scaled(_ x: Double) -> Double { x <= 4 ? middle(x) : large(x) }

  private static func middle(_ x: Double) -> Double {
    var (top, bottom) = (c[8] * x, x)
    for i in 0..<7 {
      top = (top + c[i]) * x
      bottom = (bottom + d[i]) * x
    }
    return (top + c[7]) / (bottom + d[7])
  }

  private static func large(_ x: Double) -> Double {
    let square = 1 / (x * x)
    var (top, bottom) = (p[5] * square, square)
    for i in 0..<4 {
      top = (top + p[i]) * square
      bottom = (bottom + q[i]) * square
    }
    return (0.56418958354775628695 - square * (top + p[4]) / (bottom + q[4])) / x
  }

  private static let a = [
    3.16112374387056560e00, 1.13864154151050156e02, 3.77485237685302021e02, 3.20937758913846947e03,
    1.85777706184603153e-1,
  ]
  private static let b = [
    2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03,
  ]
  private static let c = [
    5.64188496988670089e-1, 8.88314979438837594e0, 6.61191906371416295e01, 2.98635138197400131e02,
    8.81952221241769090e02, 1.71204761263407058e03, 2.05107837782607147e03, 1.23033935479799725e03,
    2.15311535474403846e-8,
  ]
  private static let d = [
    1.57449261107098347e01, 1.17693950891312499e02, 5.37181101862009858e02, 1.62138957456669019e03,
    3.29079923573345963e03, 4.36261909014324716e03, 3.43936767414372164e03, 1.23033935480374942e03,
  ]
  private static let p = [
    3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
    6.58749161529837803e-4, 1.63153871373020978e-2,
  ]
  private static let q = [
    2.56852019228982242e00, 1.87295284992346725e00, 5.27905102951428412e-1, 6.05183413124413191e-2,
    2.33520497626869185e-3,
  ]
}
