// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneStudy

/// A job as the service described it.
package struct ServiceJob: Sendable {
  private let job: JobSummary
  private let table: TrialTable
  private let measurements: [Trial.ID: [Trial.Measurement]]

  package init(job: JobSummary, table: TrialTable, measurements: [Trial.ID: [Trial.Measurement]] = [:]) {
    self.job = job
    self.table = table
    self.measurements = measurements
  }

  /// Everything that is known.
  package var whole: JSONValue { job.output(trials: table.output(measurements)) }

  /// What the article's tables are made of: trials that have a metric, best first, four keys each.
  ///
  /// R binds the trials to a table row by row, which fails where one has other keys than the next. Without any metric
  /// all trials that have ended are there, and R's package says itself what is missing. A job that tunes nothing has none.
  package var uniform: JSONValue {
    guard job.spec.tuning != nil else { return job.output(trials: []) }
    let ended = table.records.filter(\.state.isFinished)
    let measured = ended.filter { $0.final != nil }
    return job.output(trials: (measured.isEmpty ? ended : measured).map(row))
  }

  private func row(_ record: TrialRecord) -> JSONValue {
    let output = record.hyperparameterOutput(names: table.names, measurements: [])
    let keys = ["trialId", "hyperparameters", "finalMetric"]
    return .object(
      Dictionary(keys.compactMap { key in output[key].map { (key, $0) } }, uniquingKeysWith: { a, _ in a }))
  }
}
