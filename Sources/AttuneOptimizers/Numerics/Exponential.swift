// SPDX-License-Identifier: Apache-2.0

package import AttuneStudy

extension Portable {
  /// e^x for two numbers in [−700, 0], within 0.9 ulp; what is below counts as −700.
  ///
  /// x = k ln 2 + r with |r| ≤ ln 2 / 2, e^r by its series to r^13 (the next term is below 2^-58), by
  /// additions and products alone, so that both lanes go together.
  @inline(__always)
  package static func exp(nonPositive x: SIMD2<Double>) -> SIMD2<Double> {
    let x = x.replacing(with: SIMD2(repeating: -700), where: x .< -700)
    // Adding 1.5 · 2^52 rounds to the nearest whole number, which then stands in the low bits.
    let shifted = x * 1.4426950408889634 + 0x1.8p52
    let k = shifted - 0x1.8p52
    let r = (x - k * 0x1.62e42feep-1) - k * 0x1.a39ef35793c76p-33
    var series = SIMD2<Double>(repeating: 1.0 / 6_227_020_800)
    series = series * r + 1.0 / 479_001_600
    series = series * r + 1.0 / 39_916_800
    series = series * r + 1.0 / 3_628_800
    series = series * r + 1.0 / 362_880
    series = series * r + 1.0 / 40_320
    series = series * r + 1.0 / 5_040
    series = series * r + 1.0 / 720
    series = series * r + 1.0 / 120
    series = series * r + 1.0 / 24
    series = series * r + 1.0 / 6
    series = series * r + 0.5
    series = series * r + 1
    series = series * r + 1
    let bits = unsafeBitCast(shifted, to: SIMD2<UInt64>.self) &<< 52
    let power = unsafeBitCast(bits &+ 0x3FF0_0000_0000_0000, to: SIMD2<Double>.self)
    return series * power
  }
}
