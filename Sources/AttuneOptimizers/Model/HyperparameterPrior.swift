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
  /// What each length scale is measured in: the range where points lie all over it, less where they lie close together,
  /// so that a small neighbourhood is learned as the whole would be.
  package let units: [Double]
  /// Of the noise's variance.
  package var noiseMedian = 1e-4

  /// - Parameter units: 1 each where they are not given.
  package init(dimension: Int, shortness: Double, units: [Double]? = nil) {
    self.dimension = dimension
    self.shortness = shortness
    self.units = units ?? [Double](repeating: 1, count: dimension)
  }

  private static let lengthDeviation = 3.0.squareRoot()
  private static let shortestLength = 0.02
  private static let signalRange = 0.01...50.0
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
        lengthScales: units.map { 0.5 * rootDimension * $0 }, signalVariance: 1,
        noiseVariance: noiseMedian, trendVariance: trendMedian),
      Hyperparameters(
        lengthScales: units.map { 0.2 * $0 }, signalVariance: 1, noiseVariance: 0.05,
        trendVariance: trendMedian),
    ]
  }

  /// The box, in logarithms.
  package var lower: [Double] {
    units.map { Portable.log(Self.shortestLength * $0) }
      + [Self.signalRange, Self.noiseRange, Self.trendRange].map { Portable.log($0.lowerBound) }
  }

  package var upper: [Double] {
    units.map { Portable.log(50 * rootDimension * $0) }
      + [Self.signalRange, Self.noiseRange, Self.trendRange].map { Portable.log($0.upperBound) }
  }

  /// −ln density at the logarithms `theta`, but for a constant; its gradient is added.
  package func penalty(_ theta: [Double], gradient: inout [Double]) -> Double {
    let lengthMean = 2.0.squareRoot() + Portable.log(rootDimension)
    var sum = 0.0
    for i in 0..<dimension {
      let length = theta[i] - Portable.log(units[i])
      let z = (length - lengthMean) / Self.lengthDeviation
      let inverseSquare = shortness * Portable.exp(-2 * length)
      sum += 0.5 * z * z + theta[i] + inverseSquare
      gradient[i] += z / Self.lengthDeviation + 1 - 2 * inverseSquare
    }
    let signal = theta[dimension]
    let noise = (theta[dimension + 1] - Portable.log(noiseMedian)) / Self.noiseDeviation
    gradient[dimension] += signal
    gradient[dimension + 1] += noise / Self.noiseDeviation
    let trend = (theta[dimension + 2] - Portable.log(trendMedian)) / Self.trendDeviation
    gradient[dimension + 2] += trend / Self.trendDeviation
    return sum + 0.5 * (signal * signal + noise * noise + trend * trend)
  }
}
