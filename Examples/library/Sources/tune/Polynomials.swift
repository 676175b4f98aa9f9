// SPDX-License-Identifier: Apache-2.0

/// The polynomials up to a degree that are added up to a curve.
struct Polynomials {
  let degree: Int
  let areChebyshev: Bool

  /// One value per polynomial, lowest degree first.
  func values(at x: Double) -> [Double] {
    var values = [1, x]
    while values.count <= degree {
      let (last, beforeLast) = (values[values.count - 1], values[values.count - 2])
      values.append(areChebyshev ? 2 * x * last - beforeLast : x * last)
    }
    return values
  }
}
