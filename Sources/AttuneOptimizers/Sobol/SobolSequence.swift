// SPDX-License-Identifier: Apache-2.0

/// The Sobol sequence in Gray code order, as Joe and Kuo's own program and SciPy list it.
///
/// Source: I. A. Antonov and V. M. Saleev, USSR Comput. Math. Math. Phys. 19 (1979): the point of index n is
/// the exclusive or of the direction numbers at the bits of n ⊕ (n ≫ 1).
package struct SobolSequence {
  /// How many dimensions have direction numbers.
  package static let dimensions = 1 + JoeKuoTable.polynomialsOfDegree.reduce(0, +)

  /// d × 32.
  private let directions: [[UInt32]]

  /// - Precondition: at most `SobolSequence.dimensions` dimensions.
  package init(dimensions: Int) {
    precondition(dimensions <= Self.dimensions, "\(dimensions) dimensions are too many")
    var numbers = DirectionNumbers()
    directions = (0..<dimensions).map { _ in numbers.next() }
  }

  /// The point's coordinates in units of 2^-32. Indices repeat after 2^32.
  package func point(at index: Int) -> [UInt32] {
    let index = UInt32(truncatingIfNeeded: index)
    let gray = index ^ (index >> 1)
    return directions.map { v in
      var (bits, x) = (gray, UInt32(0))
      while bits != 0 {
        x ^= v[bits.trailingZeroBitCount]
        bits &= bits - 1
      }
      return x
    }
  }
}
