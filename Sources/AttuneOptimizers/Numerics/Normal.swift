// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// The standard normal distribution, and the expected improvement over it, in logarithms where they vanish.
package enum Normal {
  package static let halfLogTwoPi = 0.91893853320467274178
  private static let rootHalf = 0.70710678118654752440
  private static let rootHalfPi = 1.25331413731550025121

  package static func density(_ z: Double) -> Double { Portable.exp(-0.5 * z * z - halfLogTwoPi) }

  /// Φ(z).
  package static func cumulative(_ z: Double) -> Double { 0.5 * ErrorFunction.erfc(-z * rootHalf) }

  /// ln Φ(z), also where Φ(z) underflows.
  package static func logCumulative(_ z: Double) -> Double {
    z > -1
      ? Portable.log(cumulative(z))
      : -0.5 * z * z + Portable.log(0.5 * ErrorFunction.erfcx(-z * rootHalf))
  }

  /// ln h(z) and its derivative Φ(z)/h(z), with h(z) = φ(z) + z Φ(z) = E max(z + N(0, 1), 0).
  ///
  /// Source: Ament et al., "Unexpected improvements to expected improvement for Bayesian optimization",
  /// NeurIPS 2023, equation 9: h(z) = φ(z) (1 + z √(π/2) erfcx(−z/√2)) for z < −1; below −50 the bracket
  /// is its asymptotic series.
  package static func logExpectedExcess(_ z: Double) -> (value: Double, slope: Double) {
    if z > -1 {
      let cumulative = cumulative(z)
      let excess = density(z) + z * cumulative
      return (Portable.log(excess), cumulative / excess)
    }
    let mills = rootHalfPi * ErrorFunction.erfcx(-z * rootHalf)  // Φ(z) / φ(z)
    let bracket: Double
    if z > -50 {
      bracket = 1 + z * mills
    } else {
      let s = 1 / (z * z)
      bracket = s * (1 - 3 * s * (1 - 5 * s * (1 - 7 * s * (1 - 9 * s))))
    }
    return (-0.5 * z * z - halfLogTwoPi + Portable.log(bracket), mills / bracket)
  }
}

extension Normal {
  /// Φ⁻¹(p) for 0 < p < 1, to the last digits: a rational start and two of Newton's steps on ln Φ(z).
  ///
  /// Source of the start: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.2.23.
  package static func quantile(_ p: Double) -> Double {
    if p > 0.5 { return -quantile(1 - p) }
    let t = (-2 * Portable.log(p)).squareRoot()
    let top = 2.515517 + t * (0.802853 + t * 0.010328)
    var z = top / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
    for _ in 0..<2 {
      // The slope of ln Φ is φ/Φ.
      let error = logCumulative(z) - Portable.log(p)
      z -= error * Portable.exp(logCumulative(z) + 0.5 * z * z + halfLogTwoPi)
    }
    return z
  }
}
