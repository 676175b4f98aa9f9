// SPDX-License-Identifier: Apache-2.0

extension JobHistory {
  /// Why the job failed, was cancelled, or waits for more time; empty otherwise.
  var message: String {
    switch machine.outcome ?? machine.closing {
    case .failed(let why): why
    case .cancelled: "the job was cancelled"
    case .succeeded, nil: JobLimits.TimeBound.allCases.compactMap(shortage).first ?? ""
    }
  }

  private func shortage(of bound: JobLimits.TimeBound) -> String? {
    guard machine.timesUp.contains(bound), let limit = machine.limits[bound] else { return nil }
    return bound.words(limit: limit)
  }
}

extension JobLimits.TimeBound {
  /// What is said when the time is over.
  package func words(limit: Duration) -> String {
    switch self {
    case .maxRunningTime:
      "the job has run for its maxRunningTime of \(limit.words); with more in the file, the same command goes on"
    case .timeBudget: "the budget of \(limit.words) is spent: nothing more is started"
    }
  }
}
