// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension JobLaws {
  /// What the table says of a trial is what its trainers did.
  func truth(of trial: Trial, after attempt: Int) -> [String] {
    guard trial.isFinished else { return ["trial \(trial.id) is left \(trial.state)"] }
    let end = ends[Attempt(trial: trial.id, number: attempt)]
    let last = end?.written.last.flatMap { Trial.Measurement(step: $0.step, value: $0.value) }
    switch trial.state {
    case .succeeded(let final):
      guard end?.exit.status == .exited(0) else { return ["trial \(trial.id) succeeded, but not its trainer"] }
      return final == last && last != nil ? [] : ["trial \(trial.id) wrote \(describe(last)) last, not \(trial.state)"]
    case .infeasible:
      guard end?.exit.status == .exited(0) else { return ["trial \(trial.id) is infeasible, its trainer not"] }
      return last == nil ? [] : ["trial \(trial.id) is infeasible after \(describe(last))"]
    case .failed:
      if end?.exit.status == .exited(0) { return ["trial \(trial.id) failed, but not its trainer"] }
      return missing(trial.id, upTo: attempt)
    case .stopped(_, .interrupted): return ["trial \(trial.id) was interrupted, and did not run again"]
    case .stopped(let final, let reason):
      guard dueTrials == nil || reason != .cancelled else {
        return ["trial \(trial.id) was cancelled, and the job succeeded"]
      }
      return end == nil || final == last ? [] : ["trial \(trial.id) wrote \(describe(last)) last, not \(trial.state)"]
    default: return []
    }
  }

  /// Each attempt that the table counts was one.
  private func missing(_ trial: Trial.ID, upTo last: Int) -> [String] {
    (1...max(1, last)).map { Attempt(trial: trial, number: $0) }
      .filter { ends[$0] == nil && !unstartable.contains($0) }
      .map { "\($0) never was, and the trial failed after \(last) attempts" }
  }

  private func describe(_ measurement: Trial.Measurement?) -> String { measurement.map { "\($0)" } ?? "no value" }
}
