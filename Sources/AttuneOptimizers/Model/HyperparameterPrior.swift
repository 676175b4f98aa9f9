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
  /// For all numbers together: each has its share.
  private static let trendMedian = 0.01
  private static let trendDeviation = 2.0
  private static let trendRange = 1e-6...10.0

  private var rootDimension: Double { Double(max(dimension, 1)).squareRoot() }
  private var trendMedian: Double { Self.trendMedian / Double(max(dimension, 1)) }

  /// From smooth to rugged: where a search for the most likely ones begins.
  package var starts: [Hyperparameters] {
    [
      Hyperparameters(
        lengthScales: [Double](repeating: 0.5 * rootDimension, count: dimension), signalVariance: 1,
        noiseVariance: Self.noiseMedian, trendVariance: trendMedian),
      Hyperparameters(
        lengthScales: [Double](repeating: 0.2, count: dimension), signalVariance: 1, noiseVariance: 0.05,
        trendVariance: trendMedian),
    ]
  }

  /// The box, in logarithms.
  package var lower: [Double] {
    [Double](repeating: Portable.log(Self.shortestLength), count: dimension)
      + [Self.signalRange, Self.noiseRange, Self.trendRange].map { Portable.log($0.lowerBound) }
  }

  package var upper: [Double] {
    [Double](repeating: Portable.log(50 * rootDimension), count: dimension)
      + [Self.signalRange, Self.noiseRange, Self.trendRange].map { Portable.log($0.upperBound) }
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
    let trend = (theta[dimension + 2] - Portable.log(trendMedian)) / Self.trendDeviation
    gradient[dimension + 2] += trend / Self.trendDeviation
    return sum + 0.5 * (signal * signal + noise * noise + trend * trend)
  }
}
