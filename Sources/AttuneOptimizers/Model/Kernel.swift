// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// The Matérn covariance of smoothness 5/2, s² (1 + √5 r + 5/3 r²) e^(−√5 r), where each feature has a length scale
/// of its own: r² = Σ (x_i − x'_i)² / l_i² over numbers, and 1 / l_i² for each category that differs.
package struct Kernel {
  /// 1 / l_i².
  package let weights: [Double]
  package let signalVariance: Double

  /// Covariances of one point with the table's first `count` rows; with `slopes` also G = −2 dk/d(r²).
  ///
  /// Both buffers take `count` rounded up to a multiple of four.
  func covariances(
    of x: UnsafePointer<Double>, with table: FeatureTable, count: Int,
    into k: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>? = nil
  ) {
    table.columns.withUnsafeBufferPointer { columns in
      weights.withUnsafeBufferPointer { weights in
        guard let columns = columns.baseAddress, let weights = weights.baseAddress else {
          for j in 0..<count { k[j] = signalVariance }
          return
        }
        var j = 0
        while j < count {
          var (a, b) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
          for i in 0..<table.isCategory.count {
            let at = columns + (i * table.stride + j)
            let (p, q) = (Dots.pair(at, 0), Dots.pair(at, 2))
            if table.isCategory[i] {
              let w = SIMD2(repeating: weights[i])
              a += SIMD2<Double>.zero.replacing(with: w, where: p .!= x[i])
              b += SIMD2<Double>.zero.replacing(with: w, where: q .!= x[i])
            } else {
              let (u, v) = (p - x[i], q - x[i])
              a += weights[i] * u * u
              b += weights[i] * v * v
            }
          }
          store(a, at: j, k, slopes)
          store(b, at: j + 2, k, slopes)
          j += 4
        }
      }
    }
  }

  @inline(__always)
  private func store(
    _ square: SIMD2<Double>, at j: Int, _ k: UnsafeMutablePointer<Double>,
    _ slopes: UnsafeMutablePointer<Double>?
  ) {
    let root = (5 * square).squareRoot()
    let fall = signalVariance * Portable.exp(nonPositive: -root)
    let value = (1 + root + (5.0 / 3) * square) * fall
    UnsafeMutableRawPointer(k + j).storeBytes(of: value, as: SIMD2<Double>.self)
    guard let slopes else { return }
    UnsafeMutableRawPointer(slopes + j).storeBytes(of: (5.0 / 3) * (1 + root) * fall, as: SIMD2<Double>.self)
  }
}

extension Kernel {
  /// The covariance of two points as a share of the signal's variance.
  static func correlation(atSquaredDistance square: Double) -> Double {
    let root = (5 * square).squareRoot()
    return (1 + root + 5 * square / 3) * Portable.exp(-root)
  }

  /// r² of two points.
  func squaredDistance(_ x: [Double], _ y: [Double], isCategory: [Bool]) -> Double {
    weights.indices.reduce(0) { sum, i in
      let u = x[i] - y[i]
      return sum + weights[i] * (isCategory[i] ? (u == 0 ? 0 : 1) : u * u)
    }
  }
}
