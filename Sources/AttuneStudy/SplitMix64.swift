// SPDX-License-Identifier: Apache-2.0

/// A small random generator whose whole state is one word.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SplitMix64: Sendable, Hashable {
  private var state: UInt64

  public init(state: UInt64) { self.state = state }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// Uniform in [0, 1): the upper 53 bits.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// The finaliser: a bijection whose output bits each depend on every input bit.
  public static func mix(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Study {
  /// What random numbers are drawn for; each purpose has streams of its own.
  public enum Purpose: UInt64, Sendable, CaseIterable {
    case assignment = 1
    case scrambling = 2
  }

  /// The stream of a trial, a function of (seed, trial, purpose) alone: nothing to save, nothing to lose.
  ///
  /// The three are mixed through the finaliser one after another. Adding multiples of the generator's
  /// own increment instead would make neighbouring streams overlap.
  public func randomStream(for trial: Trial.ID, purpose: Purpose) -> SplitMix64 {
    var state = SplitMix64.mix(seed ^ 0x6A09_E667_F3BC_C908)
    state = SplitMix64.mix(state ^ UInt64(bitPattern: Int64(trial.rawValue)))
    state = SplitMix64.mix(state ^ (purpose.rawValue &* 0xD6E8_FEB8_6659_FD93))
    return SplitMix64(state: state)
  }
}
