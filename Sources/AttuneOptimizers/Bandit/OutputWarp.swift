// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// Brings values to mean 0 and variance 1 by the power transform that makes them look most normal.
///
/// Source: Yeo and Johnson, "A new family of power transformations to improve normality or symmetry",
/// Biometrika 87 (2000); λ in −2 … 2 by its profile likelihood, on a grid of tenths.
package struct OutputWarp {
  private let center: Double
  private let scale: Double
  package let lambda: Double
  private let mean: Double
  private let deviation: Double
  /// The standardised values' ends.
  private let ends: ClosedRange<Double>

  /// Nil where no two of the values differ, or their distance is no number.
  ///
  /// - Parameter isLinear: whether to leave their shape alone.
  package init?(_ values: [Double], isLinear: Bool = false) {
    guard let low = values.min(), let high = values.max(), low < high else { return nil }
    let n = Double(values.count)
    let center = values.reduce(0) { $0 + $1 / n }
    let spread = max(high - center, center - low)
    guard spread > 0, spread.isFinite else { return nil }
    let relative = values.map { ($0 - center) / spread }
    let scale = spread * (relative.reduce(0) { $0 + $1 * $1 } / n).squareRoot()
    guard scale > 0 else { return nil }
    let standard = values.map { ($0 - center) / scale }
    let logarithms = standard.reduce(0) { $0 + ($1 < 0 ? -1 : 1) * Portable.log(1 + $1.magnitude) }
    var best: (score: Double, lambda: Double, mean: Double, deviation: Double)?
    for tenth in isLinear ? 10...10 : -20...20 {
      let lambda = Double(tenth) / 10
      let powers = standard.map { Self.power($0, lambda) }
      let mean = powers.reduce(0, +) / n
      let variance = powers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
      guard variance > 1e-12, variance.isFinite else { continue }
      let score = -0.5 * n * Portable.log(variance) + (lambda - 1) * logarithms
      if best.map({ score > $0.score }) ?? true { best = (score, lambda, mean, variance.squareRoot()) }
    }
    guard let best else { return nil }
    (self.center, self.scale) = (center, scale)
    (lambda, mean, deviation) = (best.lambda, best.mean, best.deviation)
    ends = (low - center) / scale...(high - center) / scale
  }

  package func callAsFunction(_ value: Double) -> Double {
    (Self.power((value - center) / scale, lambda) - mean) / deviation
  }

  /// The value that is warped to `warped`, not further outside the values seen than twice their range.
  package func value(at warped: Double) -> Double {
    let reach = 2 * (ends.upperBound - ends.lowerBound)
    let standard = Self.inversePower(mean + deviation * warped, lambda)
    let near = min(max(standard, ends.lowerBound - reach), ends.upperBound + reach)
    return min(max(center + scale * near, -.greatestFiniteMagnitude), .greatestFiniteMagnitude)
  }

  private static func power(_ z: Double, _ lambda: Double) -> Double {
    z >= 0 ? boxCox(z, lambda) : -boxCox(-z, 2 - lambda)
  }

  private static func inversePower(_ t: Double, _ lambda: Double) -> Double {
    t >= 0 ? inverseBoxCox(t, lambda) : -inverseBoxCox(-t, 2 - lambda)
  }

  /// ((1 + z)^λ − 1) / λ, its limit ln(1 + z) at 0.
  private static func boxCox(_ z: Double, _ lambda: Double) -> Double {
    let logarithm = Portable.log(1 + z)
    return lambda == 0 ? logarithm : (Portable.exp(lambda * logarithm) - 1) / lambda
  }

  /// Infinite where no z has that image.
  private static func inverseBoxCox(_ t: Double, _ lambda: Double) -> Double {
    if lambda == 0 { return Portable.exp(t) - 1 }
    let base = 1 + lambda * t
    return base > 0 ? Portable.exp(Portable.log(base) / lambda) - 1 : .infinity
  }
}
