// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `A Cholesky factor` {
  /// B Bᵀ + I/10 with uniform B; its condition number is some thousands. Above the diagonal lies what must not count.
  private func definite(_ n: Int) -> SquareMatrix {
    var random = SplitMix64(state: UInt64(n))
    let b = (0..<n).map { _ in (0..<n).map { _ in 2 * random.unit() - 1 } }
    var a = SquareMatrix(count: n)
    for i in 0..<n {
      for j in 0..<n {
        a[i, j] = j > i ? 1e9 : zip(b[i], b[j]).reduce(i == j ? 0.1 : 0) { $0 + $1.0 * $1.1 }
      }
    }
    return a
  }

  private func element(_ a: SquareMatrix, _ i: Int, _ j: Int) -> Double { i >= j ? a[i, j] : a[j, i] }

  /// Rounding n products of numbers below n costs n² 2⁻⁵³ or so.
  private func tolerance(_ n: Int) -> Double { 4e-16 * Double(n * n + 4) }

  @Test(arguments: 1...70)
  func `times its transpose is the matrix, with zeros above the diagonal`(n: Int) throws {
    let a = definite(n)
    let l = try #require(CholeskyFactor(of: a)).matrix
    for i in 0..<n {
      for j in 0...i {
        #expect(abs((0...j).reduce(0) { $0 + l[i, $1] * l[j, $1] } - a[i, j]) <= tolerance(n))
      }
      for j in (i + 1)..<max(l.stride, i + 1) { #expect(l.elements[i * l.stride + j] == 0) }
    }
  }

  @Test(arguments: 1...70)
  func `inverts the matrix`(n: Int) throws {
    let a = definite(n)
    let inverse = try #require(CholeskyFactor(of: a)).inverse()
    for i in 0..<n {
      for j in 0..<n {
        let product = (0..<n).reduce(0) { $0 + element(a, i, $1) * element(inverse, $1, j) }
        #expect(abs(product - (i == j ? 1 : 0)) <= 1e4 * tolerance(n))
      }
    }
  }

  @Test(arguments: 1...70)
  func `solves, one vector at a time or four`(n: Int) throws {
    let a = definite(n)
    let factor = try #require(CholeskyFactor(of: a))
    var random = SplitMix64(state: 3)
    let b: [[Double]] = (0..<4).map { _ in (0..<n).map { _ in random.unit() } }
    let x = factor.solve(b[0])
    for i in 0..<n {
      let product = (0..<n).reduce(0.0) { $0 + element(a, i, $1) * x[$1] }
      #expect(abs(product - b[0][i]) <= 1e4 * tolerance(n))
    }
    let stride = n + 3
    var four: [Double] = b.flatMap { $0 + [0, 0, 0] }
    four.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { factor.solveLower(four: base, stride: stride) }
    }
    for c in 0..<4 {
      var one = b[c]
      one.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { factor.solveLower(base) } }
      for i in 0..<n { #expect(abs(four[c * stride + i] - one[i]) <= 1e3 * tolerance(n)) }
    }
  }

  @Test(arguments: [1, 2, 7, 40])
  func `knows the determinant`(n: Int) throws {
    var a = SquareMatrix(count: n)
    for i in 0..<n { a[i, i] = Double(i + 2) }
    let expected = (0..<n).reduce(0) { $0 + Portable.log(Double($1 + 2)) } / 2
    #expect(abs(try #require(CholeskyFactor(of: a)).halfLogDeterminant - expected) <= 1e-13)
  }

  @Test(arguments: 1...40)
  func `grows into the factor of the larger matrix`(n: Int) throws {
    let a = definite(n + 1)
    var smaller = SquareMatrix(count: n)
    for i in 0..<n {
      for j in 0...i { smaller[i, j] = a[i, j] }
    }
    var grown = try #require(CholeskyFactor(of: smaller))
    grown.append((0..<n).map { a[n, $0] }, diagonal: a[n, n], floor: 1e-9)
    let whole = try #require(CholeskyFactor(of: a)).matrix
    for i in 0...n {
      for j in 0...i { #expect(abs(grown.matrix[i, j] - whole[i, j]) <= 1e3 * tolerance(n)) }
    }
  }

  @Test func `keeps a new pivot above the floor`() throws {
    var one = SquareMatrix(count: 1)
    one[0, 0] = 4
    var factor = try #require(CholeskyFactor(of: one))
    factor.append([4], diagonal: 4, floor: 0.25)
    #expect(factor.matrix[1, 0] == 2 && factor.matrix[1, 1] == 0.5)
  }

  /// Whichever pivot is the bad one.
  @Test(arguments: [0, 1, 3, 4, 5, 8, 10], [-1, 0, .nan, .infinity])
  func `is none of a matrix that is not positive definite`(place: Int, pivot: Double) {
    var a = definite(11)
    a[place, place] = pivot
    #expect(CholeskyFactor(of: a) == nil)
  }
}
