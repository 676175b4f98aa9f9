// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// −ln p(y | hyperparameters) − ln p(hyperparameters), with its gradient in their logarithms.
///
/// Source: Rasmussen and Williams, "Gaussian processes for machine learning", §5.4.1. For N values of d
/// features an evaluation takes N³ + 1.5 N² d multiplications or so.
package struct MarginalLikelihood {
  let table: FeatureTable
  let values: [Double]
  let prior: HyperparameterPrior
  /// The trend's covariances for coefficients of variance 1.
  private let trend: SquareMatrix

  package init(
    table: FeatureTable, values: [Double], prior: HyperparameterPrior, trend shape: Trend.Shape = .separable
  ) {
    self.table = table
    self.values = values
    self.prior = prior
    trend = Trend(table, shape).gram
  }

  /// At the logarithms of length scales, signal's, noise's and trend's variance; infinite, with no gradient, where the
  /// covariance cannot be factorised. ½ N ln 2π is left out.
  package func callAsFunction(_ theta: [Double], gradient: inout [Double]) -> Double {
    let hyperparameters = Hyperparameters(logarithms: theta, dimension: table.dimension)
    let kernel = hyperparameters.kernel
    var slopes = SquareMatrix(count: table.count)
    let covariance = slopes.elements.withUnsafeMutableBufferPointer {
      GaussianProcess.covariance(
        of: table, kernel, noise: hyperparameters.noiseVariance, slopes: $0.baseAddress)
    }
    var whole = covariance
    whole.add(trend, scale: hyperparameters.trendVariance)
    guard let factor = CholeskyFactor(of: whole) else { return .infinity }
    let alpha = factor.solve(values)
    let fit = zip(values, alpha).reduce(0) { $0 + $1.0 * $1.1 }
    for i in gradient.indices { gradient[i] = 0 }
    let penalty = prior.penalty(theta, gradient: &gradient)
    addSlopes(covariance, slopes, factor, alpha, hyperparameters, to: &gradient)
    return 0.5 * fit + factor.halfLogDeterminant + penalty
  }

  /// With W = K⁻¹ − α αᵀ, the derivative along a parameter p is ½ tr(W dK/dp).
  private func addSlopes(
    _ covariance: SquareMatrix, _ slopes: SquareMatrix, _ factor: CholeskyFactor, _ alpha: [Double],
    _ hyperparameters: Hyperparameters, to gradient: inout [Double]
  ) {
    let kernel = hyperparameters.kernel
    var inverse = factor.inverse()
    let (n, d, stride) = (table.count, table.dimension, inverse.stride)
    // The diagonal's share; K_aa is the signal's variance, the noise's and the trend's.
    var trace = 0.0
    var trendSum = 0.0
    for a in 0..<n {
      let w = inverse[a, a] - alpha[a] * alpha[a]
      trace += w
      trendSum += 0.5 * w * trend[a, a]
    }
    var signal = 0.5 * kernel.signalVariance * trace
    var perFeature = [Double](repeating: 0, count: d)
    let gram = trend.elements
    inverse.elements.withUnsafeMutableBufferPointer { inverse in
      covariance.elements.withUnsafeBufferPointer { covariance in
        slopes.elements.withUnsafeBufferPointer { slopes in
          table.columns.withUnsafeBufferPointer { columns in
            let w = inverse.baseAddress.unsafelyUnwrapped
            for a in 1..<max(n, 1) {
              let row = w + a * stride
              for b in 0..<a {
                row[b] -= alpha[a] * alpha[b]
                trendSum += row[b] * gram[a * stride + b]
                signal += row[b] * covariance[a * stride + b]
                row[b] *= slopes[a * stride + b]
              }
              row[a] = 0  // so that sums may run over whole pairs
              for i in 0..<d {
                let column = columns.baseAddress.unsafelyUnwrapped + i * table.stride
                perFeature[i] +=
                  table.isCategory[i]
                  ? Self.differing(row, column, column[a], a) : Self.squares(row, column, column[a], a)
              }
            }
          }
        }
      }
    }
    // dk/d(ln l_i) = G (Δ_i / l_i)², and each pair counts twice in the trace.
    for i in 0..<d { gradient[i] += kernel.weights[i] * perFeature[i] }
    gradient[d] += signal
    gradient[d + 1] += 0.5 * hyperparameters.noiseVariance * trace
    gradient[d + 2] += hyperparameters.trendVariance * trendSum
  }

  /// Σ_b p_b (x_b − x)² over b < count; p and x are readable to the next even number, where p is 0.
  @inline(__always)
  private static func squares(
    _ p: UnsafePointer<Double>, _ column: UnsafePointer<Double>, _ x: Double, _ count: Int
  ) -> Double {
    var sum = SIMD2<Double>.zero
    var b = 0
    while b < count {
      let u = Dots.pair(column, b) - x
      sum += Dots.pair(p, b) * u * u
      b += 2
    }
    return sum.sum()
  }

  @inline(__always)
  private static func differing(
    _ p: UnsafePointer<Double>, _ column: UnsafePointer<Double>, _ x: Double, _ count: Int
  ) -> Double {
    var sum = 0.0
    for b in 0..<count where column[b] != x { sum += p[b] }
    return sum
  }
}

extension MarginalLikelihood {
  /// The most likely hyperparameters that a search from each of the prior's starts finds.
  ///
  /// - Parameter evaluations: the most that each search may take.
  package func maximum(evaluations: Int) -> Hyperparameters {
    var minimizer = BoundedMinimizer(lower: prior.lower, upper: prior.upper)
    minimizer.evaluations = evaluations
    minimizer.gradientTolerance = 1e-2
    minimizer.valueTolerance = 1e-5
    let ends = prior.starts.map { start in
      minimizer.minimum(from: start.logarithms) { self($0, gradient: &$1) }
    }
    let best = ends.dropFirst().reduce(ends[0]) { $1.value < $0.value ? $1 : $0 }
    return Hyperparameters(logarithms: best.x, dimension: table.dimension)
  }
}
