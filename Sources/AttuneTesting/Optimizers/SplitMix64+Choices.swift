// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

// The standard library may change how it draws from a generator; tests that name a seed may not.
extension SplitMix64 {
  /// Uniform in 0 ..< bound, but for a bias below bound / 2^53.
  public mutating func next(below bound: Int) -> Int { min(Int(unit() * Double(bound)), bound - 1) }

  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    min(range.lowerBound + unit() * (range.upperBound - range.lowerBound), range.upperBound)
  }
}
