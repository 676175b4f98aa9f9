// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// In what way a trial went wrong. A trial that is cancelled did not go wrong, and is none of these.
public enum FailureClass: String, Sendable, Hashable, CaseIterable {
  case couldNotStart
  /// With a status other than 0, for a reason that nothing is known of.
  case exited
  /// By a signal, for a reason that nothing is known of.
  case killed
  /// The machine's memory.
  case outOfMemory
  case gpuOutOfMemory
  case diskFull
  case timeLimit
  /// The process is gone, with its supervisor or its machine, and left no exit record.
  case lost
  /// The final value is NaN or infinite.
  case notFinite
  case noMetric
}

extension FailureClass {
  /// Nil for a state that is no failure.
  init?(of state: Trial.State) {
    switch state {
    case .failed(let failure): self.init(of: failure)
    case .infeasible(.failed(let failure)): self.init(of: failure)
    case .infeasible(.notFinite): self = .notFinite
    case .infeasible(.noMetric): self = .noMetric
    case .queued, .running, .stopping, .succeeded, .stopped: return nil
    }
  }

  private init(of failure: Trial.Failure) {
    switch (failure.diagnosis?.cause, failure.kind) {
    case (.outOfMemory, _): self = .outOfMemory
    case (.gpuOutOfMemory, _): self = .gpuOutOfMemory
    case (.diskFull, _): self = .diskFull
    case (.timeLimit, _): self = .timeLimit
    case (nil, .couldNotStart): self = .couldNotStart
    case (nil, .exited), (nil, .reported): self = .exited
    case (nil, .killed): self = .killed
    case (nil, .lost): self = .lost
    }
  }
}
