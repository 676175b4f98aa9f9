// SPDX-License-Identifier: Apache-2.0

/// A slope and a curvature along each number, and perhaps products of two numbers, which the objective may have beside
/// what a Gaussian process describes.
///
/// A number's terms are u and (u² − 1)/√2, a product's is u v, where u has mean 0 and variance 1 over a table's rows. Coefficients that are
/// independent and normal make the covariance of two points the sum of the products of their terms, times the
/// coefficients' variance. Source: Rasmussen and Williams, "Gaussian processes for machine learning", §2.7.
package struct Trend: Sendable {
  package enum Shape: Sendable {
    case separable
    /// With the products, d (d − 1) / 2 of them: a quadratic function of any kind.
    case quadratic
  }

  /// Numbers that differ among the rows: where, what is taken off, what it is multiplied by.
  private let numbers: [(feature: Int, center: Double, factor: Double)]
  /// Of numbers: which are multiplied.
  private let pairs: [(Int, Int)]
  /// The rows' terms, one row after another.
  private var rows: [Double] = []
  private(set) var count = 0

  /// Numbers whose deviation is less than this share of their range have no trend.
  private static let leastDeviation = 1e-9
  private static let half = 0.5.squareRoot()

  package init(_ table: FeatureTable, _ shape: Shape = .separable) {
    let numbers: [(feature: Int, center: Double, factor: Double)] = (0..<table.dimension).compactMap { i in
      guard !table.isCategory[i] else { return nil }
      let deviation = table.deviation(of: i)
      guard deviation >= Self.leastDeviation else { return nil }
      return (i, table.mean(of: i), 1 / deviation)
    }
    self.numbers = numbers
    pairs = shape == .separable ? [] : numbers.indices.flatMap { i in (0..<i).map { (i, $0) } }
    for row in 0..<table.count { append(table.point(row)) }
  }

  package var width: Int { firstProduct + pairs.count }
  private var firstProduct: Int { 2 * numbers.count }

  package func terms(of point: [Double]) -> [Double] {
    var terms = [Double](repeating: 0, count: width)
    for (k, number) in numbers.enumerated() {
      let u = (point[number.feature] - number.center) * number.factor
      (terms[2 * k], terms[2 * k + 1]) = (u, Self.half * (u * u - 1))
    }
    for (k, pair) in pairs.enumerated() { terms[firstProduct + k] = terms[2 * pair.0] * terms[2 * pair.1] }
    return terms
  }

  mutating func append(_ point: [Double]) {
    rows += terms(of: point)
    count += 1
  }

  /// Of a point with each row, `scale` times: added to `k`.
  func addCovariances(of terms: [Double], scale: Double, to k: UnsafeMutablePointer<Double>) {
    terms.withUnsafeBufferPointer { terms in
      rows.withUnsafeBufferPointer { rows in
        guard let terms = terms.baseAddress, let rows = rows.baseAddress else { return }
        for j in 0..<count { k[j] += scale * Dots.one(terms, rows + j * width, width) }
      }
    }
  }

  /// The lower triangle of the rows' covariances with one another, for coefficients of variance 1.
  package var gram: SquareMatrix {
    var matrix = SquareMatrix(count: count)
    let stride = matrix.stride
    matrix.elements.withUnsafeMutableBufferPointer { elements in
      rows.withUnsafeBufferPointer { rows in
        guard let elements = elements.baseAddress, let rows = rows.baseAddress else { return }
        for a in 0..<count {
          for b in 0...a { elements[a * stride + b] = Dots.one(rows + a * width, rows + b * width, width) }
        }
      }
    }
    return matrix
  }

  /// Σ w_j t_j over the rows' terms t_j.
  func combined(_ weights: UnsafePointer<Double>) -> [Double] {
    var sums = [Double](repeating: 0, count: width)
    for j in 0..<count {
      for t in 0..<width { sums[t] += weights[j] * rows[j * width + t] }
    }
    return sums
  }

  /// Adds Σ c_t dt/dx for each feature x, where t are a point's terms.
  func addSlopes(of terms: [Double], _ coefficients: [Double], to slopes: inout [Double]) {
    for (k, number) in numbers.enumerated() {
      // d(u² − 1)/√2 = √2 u du.
      slopes[number.feature] +=
        number.factor * (coefficients[2 * k] + 2 * Self.half * terms[2 * k] * coefficients[2 * k + 1])
    }
    for (k, pair) in pairs.enumerated() {
      let (a, b) = (numbers[pair.0], numbers[pair.1])
      slopes[a.feature] += a.factor * terms[2 * pair.1] * coefficients[firstProduct + k]
      slopes[b.feature] += b.factor * terms[2 * pair.0] * coefficients[firstProduct + k]
    }
  }

  /// For each feature the sum of the squares of its terms' coefficients: the variance that it gives the rows, or so; a
  /// product's is counted for both.
  func variances(_ coefficients: [Double], dimension: Int) -> [Double] {
    var variances = [Double](repeating: 0, count: dimension)
    for (k, number) in numbers.enumerated() {
      variances[number.feature] =
        coefficients[2 * k] * coefficients[2 * k] + coefficients[2 * k + 1] * coefficients[2 * k + 1]
    }
    for (k, pair) in pairs.enumerated() {
      let variance = coefficients[firstProduct + k] * coefficients[firstProduct + k]
      variances[numbers[pair.0].feature] += variance
      variances[numbers[pair.1].feature] += variance
    }
    return variances
  }
}
