// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// What the trials of a random study are like.
public enum History: Sendable, Hashable, CaseIterable {
  /// Trials in every state.
  case mixed
  /// None has ended.
  case pending
  case failed
  case notFinite
  case stopped
  case constant
  /// Few different values.
  case tied
  /// Around ±1e300: the difference of two overflows.
  case huge
  /// Around ±1e-300: products underflow.
  case tiny
  /// From 1e-300 to 1e300 and below zero.
  case ofAllMagnitudes
  /// Points come again, with other values.
  case repeated

  func readings(using generator: inout SplitMix64) -> [Trial.Reading] {
    (0...generator.next(below: 5)).map { Trial.Reading(step: $0, value: value(using: &generator)) }
  }

  private func value(using generator: inout SplitMix64) -> Double {
    switch self {
    case .mixed: generator.next(below: 20) == 0 ? .nan : generator.uniform(in: -10...10)
    case .pending, .failed, .stopped, .repeated: generator.uniform(in: -10...10)
    case .notFinite: [.nan, .infinity, -.infinity][generator.next(below: 3)]
    case .constant: 0.1
    case .tied: Double(generator.next(below: 3))
    case .huge: generator.uniform(in: -1...1) * 1.5e308
    case .tiny: generator.uniform(in: -1...1) * 1e-300
    case .ofAllMagnitudes:
      (generator.next(below: 2) == 0 ? 1 : -1) * Portable.exp(generator.uniform(in: -690...690))
    }
  }

  /// How a trial ends whose trainer ended well with `success`.
  func ending(_ success: Trial.State, using generator: inout SplitMix64) -> Trial.State {
    switch self {
    case .pending: return generator.next(below: 2) == 0 ? .queued : .running
    case .failed: return .failed(Trial.Failure(.killed(signal: 9)))
    case .stopped: return Self.stopped(success)
    case .notFinite, .constant, .tied, .huge, .tiny, .ofAllMagnitudes, .repeated: return success
    case .mixed:
      return switch generator.next(below: 8) {
      case 0: .queued
      case 1: .running
      case 2: .stopping(.unpromising("below the median"))
      case 3: .failed(Trial.Failure(.exited(status: 1), tail: "out of memory"))
      case 4: Self.stopped(success)
      default: success
      }
    }
  }

  private static func stopped(_ success: Trial.State) -> Trial.State {
    guard case .succeeded(let final) = success else { return success }
    return .stopped(final: final, .unpromising("below the median"))
  }
}
