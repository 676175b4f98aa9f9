// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import Testing

@Suite struct `The normal distribution` {
  /// A function's arguments with its true values, and the derivatives where there are any.
  private func table(_ function: String) throws -> [[Double]] {
    let rows = try NumericFixture("normal.txt").rows.filter { $0[0] == function }.map { Array($0.dropFirst()).doubles }
    try #require(rows.count > 50)
    return rows
  }

  private func expect(_ function: String, within error: Double, _ f: (Double) -> Double) throws {
    for row in try table(function) {
      let off = abs(f(row[0]) - row[1]) / abs(row[1])
      #expect(off <= error, "\(function)(\(row[0])) is \(f(row[0])), off by \(off)")
    }
  }

  @Test func `has an error function within 6e-16, also scaled`() throws {
    try expect("erfc", within: 6e-16) { ErrorFunction.erfc($0) }
    try expect("erfcx", within: 6e-16) { ErrorFunction.erfcx($0) }
  }

  /// Rounding −z/√2 costs z² ulp.
  @Test func `is right to 3 + z² ulp`() throws {
    for row in try table("cumulative") {
      let (z, value) = (row[0], row[1])
      #expect(abs(Normal.cumulative(z) - value) <= (3 + z * z) * value * 0x1p-52, "Φ(\(z)) is \(Normal.cumulative(z))")
    }
  }

  /// Near Φ = 1 the logarithm cannot be better than the last bit of Φ.
  @Test func `has a logarithm where it vanishes`() throws {
    for row in try table("logCumulative") {
      let value = Normal.logCumulative(row[0])
      #expect(abs(value - row[1]) <= 6e-16 * max(1, abs(row[1])), "ln Φ(\(row[0])) is \(value), not \(row[1])")
    }
  }

  /// The bracket 1 + z Φ/φ loses z² ulp, down to z = −50; the series that follows is as good there.
  @Test func `has an expected excess in logarithms, with its slope`() throws {
    for row in try table("excess") {
      let (value, slope) = Normal.logExpectedExcess(row[0])
      let error = 8e-16 * max(4, min(row[0] * row[0], 3_000))
      #expect(abs(value - row[1]) <= error + 4e-16 * abs(row[1]), "ln h(\(row[0])) is \(value), not \(row[1])")
      #expect(abs(slope - row[2]) <= error * abs(row[2]), "its slope is \(slope), not \(row[2])")
    }
  }

  @Test func `has an inverse`() throws {
    for row in try table("quantile") {
      #expect(abs(Normal.quantile(row[0]) - row[1]) <= 2e-15 * max(1, abs(row[1])), "Φ⁻¹(\(row[0])), not \(row[1])")
    }
  }

  @Test(arguments: [1e4, 1e10, 1e20, 1e300, .infinity])
  func `does not trap far out`(z: Double) {
    #expect(ErrorFunction.erfc(z) == 0 && ErrorFunction.erfc(-z) == 2)
    #expect(Normal.cumulative(z) == 1 && Normal.cumulative(-z) == 0)
    #expect(Normal.logCumulative(z) == 0 && Normal.logCumulative(-z) < -1e7)
    #expect(ErrorFunction.erfc(.nan).isNaN)
  }
}
