// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// The lower triangle L of a positive definite matrix A = L Lᵀ, by rows.
///
/// Blocks of four columns, left-looking (Golub and Van Loan, "Matrix Computations", §4.2). Only the lower
/// triangle of A is read. n³/3 operations.
package struct CholeskyFactor {
  package private(set) var matrix: SquareMatrix

  package var count: Int { matrix.count }

  /// Nil where A is not positive definite to working precision.
  package init?(of a: SquareMatrix) {
    matrix = a
    let (n, stride) = (a.count, a.stride)
    let isDefinite = matrix.elements.withUnsafeMutableBufferPointer { buffer in
      Self.factorise(buffer.baseAddress.unsafelyUnwrapped, n, stride)
    }
    guard isDefinite else { return nil }
  }

  private static func factorise(_ l: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int) -> Bool {
    var block = 0
    while block < n {
      let width = min(4, n - block)
      let panel = l + block * stride
      var row = block
      // The diagonal block, then pairs of rows below it.
      while row < block + width {
        let sums = Dots.four(l + row * stride, panel, stride: stride, block)
        guard finish(l, row, block, min(row - block + 1, width), sums, stride) else { return false }
        row += 1
      }
      while row + 1 < n {
        let (first, second) = Dots.eight(l + row * stride, xStride: stride, panel, stride: stride, block)
        _ = finish(l, row, block, width, first, stride)
        _ = finish(l, row + 1, block, width, second, stride)
        row += 2
      }
      if row < n {
        _ = finish(l, row, block, width, Dots.four(l + row * stride, panel, stride: stride, block), stride)
      }
      block += 4
    }
    // What stood above the diagonal is no part of the factor.
    for row in 0..<n {
      for column in (row + 1)..<max(stride, row + 1) { l[row * stride + column] = 0 }
    }
    return true
  }

  /// Finishes the row's part in a block of columns, whose sums over earlier columns are known.
  @inline(__always)
  private static func finish(
    _ l: UnsafeMutablePointer<Double>, _ row: Int, _ block: Int, _ width: Int, _ sums: SIMD4<Double>,
    _ stride: Int
  ) -> Bool {
    for c in 0..<width {
      let column = block + c
      var value = l[row * stride + column] - sums[c]
      for k in 0..<c { value -= l[row * stride + block + k] * l[column * stride + block + k] }
      if column == row {
        guard value > 0, value < .infinity else { return false }
        l[row * stride + column] = value.squareRoot()
      } else {
        l[row * stride + column] = value / l[column * stride + column]
      }
    }
    return true
  }
}

extension CholeskyFactor {
  /// Σ ln L_ii, half the logarithm of A's determinant.
  package var halfLogDeterminant: Double { (0..<count).reduce(0) { $0 + Portable.log(matrix[$1, $1]) } }

  /// x ← L⁻¹ x. n² operations.
  package func solveLower(_ x: UnsafeMutablePointer<Double>) {
    matrix.elements.withUnsafeBufferPointer { buffer in
      let l = buffer.baseAddress.unsafelyUnwrapped
      for row in 0..<count {
        let at = l + row * matrix.stride
        x[row] = (x[row] - Dots.one(at, x, row)) / at[row]
      }
    }
  }

  /// The same for four vectors, `stride` apart, reading L once.
  package func solveLower(four x: UnsafeMutablePointer<Double>, stride: Int) {
    matrix.elements.withUnsafeBufferPointer { buffer in
      let l = buffer.baseAddress.unsafelyUnwrapped
      for row in 0..<count {
        let at = l + row * matrix.stride
        let sums = Dots.four(at, x, stride: stride, row)
        let scale = 1 / at[row]
        for c in 0..<4 { x[c * stride + row] = (x[c * stride + row] - sums[c]) * scale }
      }
    }
  }

  /// x ← L⁻ᵀ x. n² operations.
  package func solveUpper(_ x: UnsafeMutablePointer<Double>) {
    matrix.elements.withUnsafeBufferPointer { buffer in
      let l = buffer.baseAddress.unsafelyUnwrapped
      for row in (0..<count).reversed() {
        let at = l + row * matrix.stride
        x[row] /= at[row]
        Dots.add(-x[row], at, to: x, row)
      }
    }
  }

  /// A⁻¹ b.
  package func solve(_ b: [Double]) -> [Double] {
    var x = b
    x.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      solveLower(base)
      solveUpper(base)
    }
    return x
  }

  /// The lower triangle of A⁻¹, from the rows of L⁻ᵀ. 2 n³/3 operations.
  package func inverse() -> SquareMatrix {
    let (n, stride) = (count, matrix.stride)
    var upper = SquareMatrix(count: n)
    var inverse = SquareMatrix(count: n)
    matrix.elements.withUnsafeBufferPointer { factor in
      upper.elements.withUnsafeMutableBufferPointer { buffer in
        let (l, u) = (factor.baseAddress.unsafelyUnwrapped, buffer.baseAddress.unsafelyUnwrapped)
        Self.invert(l, into: u, n, stride)
        inverse.elements.withUnsafeMutableBufferPointer {
          Self.square(u, into: $0.baseAddress.unsafelyUnwrapped, n, stride)
        }
      }
    }
    return inverse
  }

  /// Row a of `u` becomes column a of L⁻¹; four at a time.
  private static func invert(
    _ l: UnsafePointer<Double>, into u: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int
  ) {
    var block = 0
    while block < n {
      let rows = u + block * stride
      for k in block..<n {
        let at = l + k * stride
        let sums = Dots.four(at + block, rows + block, stride: stride, k - block)
        let scale = 1 / at[k]
        for c in 0..<4 where block + c <= k {
          rows[c * stride + k] = ((block + c == k ? 1 : 0) - sums[c]) * scale
        }
      }
      block += 4
    }
  }

  /// A⁻¹ = L⁻ᵀ L⁻¹, its lower triangle: products of rows of L⁻ᵀ.
  private static func square(
    _ u: UnsafePointer<Double>, into a: UnsafeMutablePointer<Double>, _ n: Int, _ stride: Int
  ) {
    var block = 0
    while block < n {
      var row = block
      while row < n {
        // Row `row` is zero before column `row`, and its padding is zero.
        let start = row & ~3
        let (first, second) = Dots.eight(
          u + row * stride + start, xStride: stride, u + block * stride + start, stride: stride, stride - start)
        for c in 0..<4 {
          a[row * stride + block + c] = first[c]
          if row + 1 < n { a[(row + 1) * stride + block + c] = second[c] }
        }
        row += 2
      }
      block += 4
    }
  }
}

extension CholeskyFactor {
  /// The factor of A with one more row and column: `row` holds A's new row without its diagonal element.
  ///
  /// The new pivot is kept above `floor` (> 0). n² operations, and a copy where the padding is used up.
  package mutating func append(_ row: [Double], diagonal: Double, floor: Double) {
    let n = count
    precondition(row.count == n, "a row of \(row.count) for a matrix of \(n)")
    var x = row
    x.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { solveLower(base) } }
    matrix.grow()
    var pivot = diagonal
    for (j, value) in x.enumerated() {
      matrix[n, j] = value
      pivot -= value * value
    }
    matrix[n, n] = max(pivot, floor).squareRoot()
  }
}
