// SPDX-License-Identifier: Apache-2.0

extension GaussianProcess {
  func addTrend(of terms: [Double], to k: UnsafeMutablePointer<Double>) {
    if trendVariance > 0 { trend.addCovariances(of: terms, scale: trendVariance, to: k) }
  }

  func priorVariance(_ terms: [Double]) -> Double {
    kernel.signalVariance + trendVariance * terms.reduce(0) { $0 + $1 * $1 }
  }

  /// The variance that the trend gives the rows before any data, in the mean.
  package var meanTrendVariance: Double {
    guard trendVariance > 0, table.count > 0 else { return 0 }
    let sum = (0..<table.count).reduce(0.0) { sum, row in
      trend.terms(of: table.point(row)).reduce(sum) { $0 + $1 * $1 }
    }
    return trendVariance * sum / Double(table.count)
  }

  /// For each feature the variance of what the trend is believed to be along it.
  package var trendVariances: [Double] {
    guard trendVariance > 0 else { return [Double](repeating: 0, count: table.dimension) }
    let coefficients = alpha.withUnsafeBufferPointer { alpha in
      alpha.baseAddress.map { trend.combined($0) } ?? []
    }
    return trend.variances(coefficients.map { trendVariance * $0 }, dimension: table.dimension)
  }
}
