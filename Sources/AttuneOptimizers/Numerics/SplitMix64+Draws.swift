// SPDX-License-Identifier: Apache-2.0

package import AttuneStudy

extension SplitMix64 {
  /// A whole number from 0 to `bound` − 1.
  mutating func below(_ bound: Int) -> Int { min(Int(unit() * Double(bound)), bound - 1) }

  /// Standard normal, by the quantile of a uniform number.
  package mutating func normal() -> Double { Normal.quantile(max(unit(), 0x1p-54)) }
}
