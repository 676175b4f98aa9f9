// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension JobController.Ending {
  /// The exit code that says how a job was left.
  func exitCode(of summary: JobSummary) -> AttuneExit {
    switch self {
    case .suspended: .interrupted
    case .detached: .terminated
    case .outOfTime: .comeBack
    case .finished: summary.exitCode
    }
  }
}

extension JobSummary {
  /// The exit code of a finished job. A job without hyperparameters has no metric to miss.
  var exitCode: AttuneExit {
    let hasNoMetric = spec.tuning != nil && best == nil
    switch state {
    case .succeeded: return hasNoMetric ? .noMetric : .done
    case .failed: return hasNoMetric && counts[.failed, default: 0] == 0 ? .noMetric : .jobFailed
    case .cancelled, .cancelling: return .jobFailed
    case .queued, .running: return .interrupted
    }
  }
}
