// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// The logarithm of the expected improvement on `incumbent`: larger is better, and nowhere flat.
///
/// Source: Ament et al., "Unexpected improvements to expected improvement for Bayesian optimization", NeurIPS 2023.
/// The incumbent is a value of the model, not a lucky draw.
package struct Acquisition {
  let model: GaussianProcess
  let incumbent: Double

  package init(model: GaussianProcess, incumbent: Double) {
    self.model = model
    self.incumbent = incumbent
  }

  package func callAsFunction(_ points: [[Double]]) -> [Double] {
    model.predictions(at: points).map { at in
      let deviation = at.variance.squareRoot()
      return Normal.logExpectedExcess((incumbent - at.mean) / deviation).value + Portable.log(deviation)
    }
  }

  /// At one point; its derivatives along the numeric features go into `slope`.
  package func callAsFunction(_ point: [Double], slope: inout [Double]) -> Double {
    var variance = slope
    let at = model.prediction(at: point, meanSlope: &slope, varianceSlope: &variance)
    let deviation = at.variance.squareRoot()
    let z = (incumbent - at.mean) / deviation
    let (value, ratio) = Normal.logExpectedExcess(z)
    // d/dx [ln h(z) + ln s] = (Φ/h) z' + s'/s, with z' = −(m' + z s') / s.
    for i in slope.indices {
      let s = 0.5 * variance[i] / deviation
      slope[i] = (s - ratio * (slope[i] + z * s)) / deviation
    }
    return value + Portable.log(deviation)
  }
}
