// SPDX-License-Identifier: Apache-2.0

/// Coefficients c that minimise ‖F c − y‖² + penalty · ‖c‖², for the features F of a sample.
struct RidgeRegression {
  private let features: Polynomials
  private let coefficients: [Double]

  init(of sample: Sample, on features: Polynomials, penalty: Double) {
    let rows = sample.points.map { features.values(at: $0.x) }
    let size = features.degree + 1
    // The normal equations, with the right-hand side as the last column.
    var equations = (0..<size).map { i in
      (0..<size).map { j in rows.reduce(i == j ? penalty : 0) { $0 + $1[i] * $1[j] } }
        + [zip(rows, sample.points).reduce(0) { $0 + $1.0[i] * $1.1.y }]
    }
    // Gauss and Jordan; the penalty keeps the pivots above zero.
    for pivot in 0..<size {
      for row in 0..<size where row != pivot {
        let factor = equations[row][pivot] / equations[pivot][pivot]
        for column in pivot...size { equations[row][column] -= factor * equations[pivot][column] }
      }
    }
    self.features = features
    coefficients = (0..<size).map { equations[$0][size] / equations[$0][$0] }
  }

  /// The mean of the squared errors.
  func error(on sample: Sample) -> Double {
    let errors = sample.points.map { point in
      let prediction = zip(features.values(at: point.x), coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      return (prediction - point.y) * (prediction - point.y)
    }
    return errors.reduce(0, +) / Double(errors.count)
  }
}
