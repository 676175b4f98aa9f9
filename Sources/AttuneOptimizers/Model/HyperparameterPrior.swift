// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// What is believed of the hyperparameters before any data, and the box in which they are sought.
///
/// A length scale's log-normal grows with √d (Hvarfner, Hellsten and Nardi, "Vanilla Bayesian optimization performs
/// great in high dimensions", ICML 2024); besides, e^(−c/l²) keeps short ones from explaining noise away.
package struct HyperparameterPrior {
  package let dimension: Int
  /// The c above.
  package let shortness: Double

  package init(dimension: Int, shortness: Double) {
    self.dimension = dimension
    self.shortness = shortness
  }

  private static let lengthDeviation = 3.0.squareRoot()
  private static let shortestLength = 0.02
  private static let signalRange = 0.01...50.0
  private static let noiseMedian = 1e-4
  private static let noiseDeviation = 3.0
  private static let noiseRange = 1e-8...1.0

  private var rootDimension: Double { Double(max(dimension, 1)).squareRoot() }

  /// From smooth to rugged: where a search for the most likely ones begins.
  package var starts: [Hyperparameters] {
    [
      Hyperparameters(
        lengthScales: [Double](repeating: 0.5 * rootDimension, count: dimension), signalVariance: 1,
        noiseVariance: Self.noiseMedian),
      Hyperparameters(
        lengthScales: [Double](repeating: 0.2, count: dimension), signalVariance: 1, noiseVariance: 0.05),
    ]
  }

  /// The box, in logarithms.
  package var lower: [Double] {
    [Double](repeating: Portable.log(Self.shortestLength), count: dimension)
      + [Portable.log(Self.signalRange.lowerBound), Portable.log(Self.noiseRange.lowerBound)]
  }

  package var upper: [Double] {
    [Double](repeating: Portable.log(50 * rootDimension), count: dimension)
      + [Portable.log(Self.signalRange.upperBound), Portable.log(Self.noiseRange.upperBound)]
  }

  /// −ln density at the logarithms `theta`, but for a constant; its gradient is added.
  package func penalty(_ theta: [Double], gradient: inout [Double]) -> Double {
    let lengthMean = 2.0.squareRoot() + Portable.log(rootDimension)
    var sum = 0.0
    for i in 0..<dimension {
      let z = (theta[i] - lengthMean) / Self.lengthDeviation
      let inverseSquare = shortness * Portable.exp(-2 * theta[i])
      sum += 0.5 * z * z + theta[i] + inverseSquare
      gradient[i] += z / Self.lengthDeviation + 1 - 2 * inverseSquare
    }
    let signal = theta[dimension]
    let noise = (theta[dimension + 1] - Portable.log(Self.noiseMedian)) / Self.noiseDeviation
    gradient[dimension] += signal
    gradient[dimension + 1] += noise / Self.noiseDeviation
    return sum + 0.5 * (signal * signal + noise * noise)
  }
}
