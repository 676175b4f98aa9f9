// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

extension Surrogate {
  /// What the model expects at a point, in the metric's own units; the interval includes the noise of an observation.
  func forecast(at point: [Double]) -> Forecast {
    let at = process.predictions(at: [point])[0]
    let estimate = estimate(mean: at.mean, variance: at.variance + hyperparameters.noiseVariance)
    return Forecast(
      median: estimate.median, interval: estimate.interval, expectedImprovement: expectedImprovement(at),
      importance: importance)
  }

  /// The median and the interval of probability 0.9 of a normal variable on the warped scale.
  func estimate(mean: Double, variance: Double) -> (median: Double, interval: ClosedRange<Double>) {
    let reach = 1.6448536269514722 * variance.squareRoot()
    let median = metric(mean)
    let ends = [metric(mean - reach), metric(mean + reach)]
    return (median, min(ends[0], ends[1], median)...max(ends[0], ends[1], median))
  }

  private func metric(_ warped: Double) -> Double { observations.sign * warp.value(at: warped) }

  /// E max(incumbent − f, 0) over the metric, by the midpoints of 32 equally likely slices.
  private func expectedImprovement(_ at: GaussianProcess.Prediction) -> Double {
    let slices = 32
    let best = warp.value(at: incumbent.mean)
    let deviation = at.variance.squareRoot()
    let sum = (0..<slices).reduce(0.0) { sum, slice in
      let z = Normal.quantile((Double(slice) + 0.5) / Double(slices))
      return sum + max(best - warp.value(at: at.mean + deviation * z), 0) / Double(slices)
    }
    return min(sum, .greatestFiniteMagnitude)
  }

  /// How much the function changes along each parameter, from one of its values to another: the mean square of that,
  /// as a share of all parameters'.
  private var importance: [Double] {
    let features = observations.map.features
    let distances = zip(features, process.kernel.weights).map { feature, weight in
      guard let levels = feature.levels else { return weight / 6 }
      guard levels.count > 1 else { return 0 }
      let count = Double(levels.count)
      if feature.isCategory { return weight * (1 - 1 / count) }
      let mean = levels.reduce(0, +) / count
      return weight * 2 * levels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    }
    let changes = zip(distances, process.trendVariances).map { distance, trend in
      process.kernel.signalVariance * (1 - Kernel.correlation(atSquaredDistance: distance)) + trend
    }
    let sum = changes.reduce(0, +)
    return sum > 0 ? changes.map { $0 / sum } : changes.map { _ in 1 / Double(changes.count) }
  }
}
