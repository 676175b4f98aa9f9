// SPDX-License-Identifier: Apache-2.0

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

  /// A stream of the study as a whole: no trial is numbered 0.
  public func randomStream(purpose: Purpose) -> SplitMix64 {
    randomStream(for: Trial.ID(0), purpose: purpose)
  }
}
