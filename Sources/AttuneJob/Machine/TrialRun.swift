// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// The machine's own record of one trial: which attempt, how far, how often it went wrong.
struct TrialRun: Sendable, Hashable {
  enum Stage: Sendable, Hashable {
    /// Queued, with no launch under way.
    case waiting
    case launching
    case live(TrialHandle)
    case over
  }

  /// A lost attempt is replaced this often: a machine that loses everything must not be fed for ever.
  static let maxLosses = 3

  var attempt = 0
  var stage = Stage.waiting
  var positions: [Position] = []
  private var failures = 0
  private var losses = 0

  var handle: TrialHandle? {
    if case .live(let handle) = stage { handle } else { nil }
  }

  mutating func beginAttempt() {
    attempt += 1
    stage = .launching
    positions = []
  }

  mutating func advance(to position: Position) {
    if let index = positions.firstIndex(where: { $0.file == position.file }) {
      positions[index] = position
    } else {
      positions.append(position)
    }
  }

  /// Another attempt was asked for, with as many retries as the first had.
  mutating func forgive() {
    stage = .waiting
    (failures, losses) = (0, 0)
  }

  mutating func mayTryAgain(after failure: FailureClass, within limits: JobLimits) -> Bool {
    guard limits.failurePolicy[failure] == .retry else { return false }
    if failure == .lost {
      losses += 1
      return losses <= Self.maxLosses
    }
    failures += 1
    return failures <= limits.retries
  }
}

extension Trial.ID {
  /// Its place among a study's trials; only for an ID that the study contains.
  var index: Int { rawValue - 1 }
}

extension TrialExit {
  /// The failure that a bad ending is.
  var failure: Trial.Failure {
    let kind: Trial.Failure.Kind =
      switch status {
      case .exited(let code): .exited(status: code)
      case .killed(let signal): .killed(signal: signal)
      case .couldNotStart(let why): .couldNotStart(why)
      case .lost: .lost
      }
    return Trial.Failure(kind, tail: tail, diagnosis: diagnosis)
  }
}
