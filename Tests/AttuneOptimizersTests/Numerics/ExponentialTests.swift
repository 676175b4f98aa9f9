// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `The exponential of two numbers` {
  @Test func `is within 0_9 ulp of the true value`() throws {
    var (worst, count) = (0.0, 0)
    for row in try NumericFixture("exp.txt").rows.map(\.doubles) where (-700...0).contains(row[0]) {
      let pair = Portable.exp(nonPositive: SIMD2(row[0], row[0]))
      #expect(pair[0] == pair[1])
      worst = max(worst, abs(((pair[0] - row[1]) - row[2]) / row[1].ulp))
      count += 1
    }
    #expect(count > 700 && worst <= 0.9, "\(worst) ulp")
  }

  @Test func `keeps its lanes apart, is 1 at 0, and stays put below −700`() {
    let pair = Portable.exp(nonPositive: SIMD2(-1e300, 0))
    #expect(pair[0] > 0 && pair[0] < 1e-303 && pair[1] == 1)
    #expect(Portable.exp(nonPositive: SIMD2(-700, -.infinity)) == SIMD2(repeating: pair[0]))
    #expect(Portable.exp(nonPositive: SIMD2(-0.0, -0x1p-1074)) == SIMD2(repeating: 1))
  }

  /// Any change of a constant, of an order of operations or of a compiler's mind shows here.
  @Test func `has these bits on every machine`() {
    var (word, stream) = (UInt64(0), SplitMix64(state: 42))
    for _ in 0..<20_000 {
      let pair = Portable.exp(nonPositive: SIMD2(-700 * stream.unit(), -stream.unit()))
      word = SplitMix64.mix(word ^ pair[0].bitPattern)
      word = SplitMix64.mix(word ^ pair[1].bitPattern)
    }
    #expect(word == 1_290_177_364_806_871_201)
  }
}
