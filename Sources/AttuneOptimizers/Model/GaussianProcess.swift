// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// A Gaussian process with prior mean zero, given values at points: its mean and deviation anywhere.
package struct GaussianProcess {
  package let kernel: Kernel
  package let noiseVariance: Double
  package let trendVariance: Double
  private(set) var trend: Trend
  package private(set) var table: FeatureTable
  package private(set) var values: [Double]
  package private(set) var factor: CholeskyFactor
  package private(set) var alpha: [Double]

  /// Noise is raised tenfold until the covariance can be factorised.
  package init(
    table: FeatureTable, values: [Double], _ hyperparameters: Hyperparameters, trend shape: Trend.Shape = .separable
  ) {
    kernel = hyperparameters.kernel
    trendVariance = hyperparameters.trendVariance
    trend = Trend(table, shape)
    self.table = table
    self.values = values
    var noise = hyperparameters.noiseVariance
    var factor: CholeskyFactor?
    while factor == nil {
      var covariance = Self.covariance(of: table, kernel, noise: noise)
      if trendVariance > 0 { covariance.add(trend.gram, scale: trendVariance) }
      factor = CholeskyFactor(of: covariance)
      if factor == nil { noise = max(10 * noise, 1e-9 * kernel.signalVariance) }
    }
    noiseVariance = noise
    self.factor = factor.unsafelyUnwrapped
    alpha = self.factor.solve(values)
  }

  /// The lower triangle of K + noise I, without a trend.
  ///
  /// - Parameter slopes: takes `Kernel`'s G of each pair, by the rows of such a matrix; what else it holds is no number
  ///   to rely on.
  package static func covariance(
    of table: FeatureTable, _ kernel: Kernel, noise: Double, slopes: UnsafeMutablePointer<Double>? = nil
  ) -> SquareMatrix {
    var matrix = SquareMatrix(count: table.count)
    let stride = matrix.stride
    matrix.elements.withUnsafeMutableBufferPointer { k in
      for row in 0..<table.count {
        let at = k.baseAddress.unsafelyUnwrapped + row * stride
        table.point(row).withUnsafeBufferPointer { x in
          guard let x = x.baseAddress else { return }
          kernel.covariances(of: x, with: table, count: row, into: at, slopes: slopes.map { $0 + row * stride })
        }
        for column in row..<stride { at[column] = 0 }
        at[row] = kernel.signalVariance + noise
      }
    }
    return matrix
  }
}

extension GaussianProcess {
  /// The value that counts as seen at a point that is not finished: what is believed there.
  package mutating func append(_ point: [Double], value: Double) {
    let terms = trend.terms(of: point)
    var k = [Double](repeating: 0, count: (table.count + 3) & ~3)
    k.withUnsafeMutableBufferPointer { k in
      point.withUnsafeBufferPointer {
        guard let x = $0.baseAddress, let k = k.baseAddress else { return }
        kernel.covariances(of: x, with: table, count: table.count, into: k)
        addTrend(of: terms, to: k)
      }
    }
    factor.append(
      Array(k.prefix(table.count)), diagonal: priorVariance(terms) + noiseVariance,
      floor: 1e-10 * kernel.signalVariance)
    table.append(point)
    trend.append(point)
    values.append(value)
    alpha = factor.solve(values)
  }

  /// The means alone, at the process's own points. O(n²).
  package func fittedMeans() -> [Double] {
    // K α = y − noise α.
    zip(values, alpha).map { $0 - noiseVariance * $1 }
  }

  package struct Prediction {
    package let mean: Double
    /// Of the function, without the noise of an observation; > 0.
    package let variance: Double
  }

  /// At points given as rows. O(n²) each, four at a time.
  package func predictions(at points: [[Double]]) -> [Prediction] {
    let n = table.count
    let stride = (n + 3) & ~3
    var buffer = [Double](repeating: 0, count: 4 * stride)
    var predictions: [Prediction] = []
    predictions.reserveCapacity(points.count)
    let floor = 1e-14 * kernel.signalVariance
    buffer.withUnsafeMutableBufferPointer { buffer in
      let k = buffer.baseAddress.unsafelyUnwrapped
      var first = 0
      while first < points.count {
        let width = min(4, points.count - first)
        var means = SIMD4<Double>.zero
        var priors = SIMD4<Double>.zero
        for c in 0..<width {
          let terms = trendVariance > 0 ? trend.terms(of: points[first + c]) : []
          priors[c] = priorVariance(terms)
          points[first + c].withUnsafeBufferPointer {
            guard let x = $0.baseAddress else { return }
            kernel.covariances(of: x, with: table, count: n, into: k + c * stride)
            addTrend(of: terms, to: k + c * stride)
          }
          means[c] = alpha.withUnsafeBufferPointer { Dots.one($0.baseAddress.unsafelyUnwrapped, k + c * stride, n) }
        }
        factor.solveLower(four: k, stride: stride)
        for c in 0..<width {
          let v = k + c * stride
          let variance = priors[c] - Dots.one(v, v, n)
          predictions.append(Prediction(mean: means[c], variance: max(variance, floor)))
        }
        first += 4
      }
    }
    return predictions
  }

  /// At one point, with the derivatives along its features; those along categories are 0.
  package func prediction(
    at point: [Double], meanSlope: inout [Double], varianceSlope: inout [Double]
  ) -> Prediction {
    let (n, d) = (table.count, table.dimension)
    let stride = (n + 3) & ~3
    let terms = trendVariance > 0 ? trend.terms(of: point) : []
    var mean = 0.0
    var variance = priorVariance(terms)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * stride) { buffer in
      let k = buffer.baseAddress.unsafelyUnwrapped
      let g = k + stride
      point.withUnsafeBufferPointer {
        guard let x = $0.baseAddress else { return }
        kernel.covariances(of: x, with: table, count: n, into: k, slopes: g)
        addTrend(of: terms, to: k)
      }
      alpha.withUnsafeBufferPointer { alpha in
        let alpha = alpha.baseAddress.unsafelyUnwrapped
        mean = Dots.one(alpha, k, n)
        factor.solveLower(k)
        variance -= Dots.one(k, k, n)
        factor.solveUpper(k)  // now K⁻¹ k
        table.columns.withUnsafeBufferPointer { columns in
          for i in 0..<d {
            guard !table.isCategory[i] else {
              (meanSlope[i], varianceSlope[i]) = (0, 0)
              continue
            }
            let column = columns.baseAddress.unsafelyUnwrapped + i * table.stride
            var (m, v) = (0.0, 0.0)
            for j in 0..<n {
              let t = g[j] * (column[j] - point[i])
              m += alpha[j] * t
              v += k[j] * t
            }
            meanSlope[i] = kernel.weights[i] * m
            varianceSlope[i] = -2 * kernel.weights[i] * v
          }
        }
        guard trendVariance > 0 else { return }
        let known = trend.combined(alpha)
        let explained = trend.combined(k)
        trend.addSlopes(of: terms, known.map { trendVariance * $0 }, to: &meanSlope)
        trend.addSlopes(of: terms, zip(terms, explained).map { 2 * trendVariance * ($0 - $1) }, to: &varianceSlope)
      }
    }
    return Prediction(mean: mean, variance: max(variance, 1e-14 * kernel.signalVariance))
  }
}
