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

  mutating func mayTryAgain(after status: TrialExit.Status, retries: Int) -> Bool {
    if status == .lost {
      losses += 1
      return losses <= Self.maxLosses
    }
    failures += 1
    return failures <= retries
  }
}

extension Trial.ID {
  /// Its place among a study's trials; only for an ID that the study contains.
  var index: Int { rawValue - 1 }
}

extension TrialExit {
  /// The failure that a bad ending is.
  var failure: Trial.Failure {
    switch status {
    case .exited(let code): Trial.Failure(.exited(status: code), tail: tail)
    case .killed(let signal): Trial.Failure(.killed(signal: signal), tail: tail)
    case .couldNotStart(let why): Trial.Failure(.couldNotStart(why), tail: tail)
    case .lost: Trial.Failure(.lost, tail: tail)
    }
  }
}
