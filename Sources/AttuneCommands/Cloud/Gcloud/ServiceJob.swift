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
  package var whole: JSONValue { output(table.output(measurements)) }

  /// What the article's tables are made of: trials that have a metric, best first, four keys each.
  ///
  /// R binds the trials to a table row by row, which fails where one has other keys than the next. Without any metric
  /// all trials that have ended are there, and R's package says itself what is missing. A job that tunes nothing has none.
  package var uniform: JSONValue {
    guard job.spec.tuning != nil else { return output([]) }
    let ended = table.records.filter(\.state.isFinished)
    let measured = ended.filter { $0.final != nil }
    return output((measured.isEmpty ? ended : measured).map(row))
  }

  private func output(_ trials: [JSONValue]) -> JSONValue {
    var output = job.output(trials: trials)
    guard case .array(let parameters)? = output["trainingInput"]?["hyperparameters"]?["params"] else { return output }
    output["trainingInput"]?["hyperparameters"]?["params"] = .array(parameters.map(Self.withDoubles))
    return output
  }

  /// The service kept ranges as doubles, and said `256.0`.
  private static func withDoubles(_ parameter: JSONValue) -> JSONValue {
    var parameter = parameter
    for key in ["minValue", "maxValue"] { parameter[key] = parameter[key].map(double) }
    if case .array(let values)? = parameter["discreteValues"] {
      parameter["discreteValues"] = .array(values.map(double))
    }
    return parameter
  }

  private static func double(_ value: JSONValue) -> JSONValue {
    if case .integer(let number) = value { .number(Double(number)) } else { value }
  }

  private func row(_ record: TrialRecord) -> JSONValue {
    let output = record.hyperparameterOutput(names: table.names, measurements: [])
    let keys = ["trialId", "hyperparameters", "finalMetric"]
    return .object(
      Dictionary(keys.compactMap { key in output[key].map { (key, $0) } }, uniquingKeysWith: { a, _ in a }))
  }
}
