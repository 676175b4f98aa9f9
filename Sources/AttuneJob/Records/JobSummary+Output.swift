// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension JobSummary {
  /// The service's `Job` object: what `attune status --format json` prints.
  public func output(trials: [JSONValue]) -> JSONValue {
    var job: [String: JSONValue] = [
      "jobId": .string(id.rawValue), "state": .string(state.rawValue),
      "createTime": .string(createTime.rfc3339), "trainingInput": spec.trainingInput,
      "trainingOutput": trainingOutput(trials),
    ]
    job["startTime"] = startTime.map { .string($0.rfc3339) }
    job["endTime"] = endTime.map { .string($0.rfc3339) }
    job["errorMessage"] = message.isEmpty ? nil : .string(message)
    if !spec.labels.isEmpty { job["labels"] = .object(spec.labels.mapValues { .string($0) }) }
    return .object(job)
  }

  /// Trials that ended with a result, as the service counts them.
  public var completedTrials: Int {
    [TrialRecord.State.succeeded, .stopped, .infeasible].reduce(0) { $0 + counts[$1, default: 0] }
  }

  private func trainingOutput(_ trials: [JSONValue]) -> JSONValue {
    var output: [String: JSONValue] = ["completedTrialCount": .string("\(completedTrials)")]
    // The service's measure of cost: an hour of a trainer is a unit here.
    if let trainerSeconds, trainerSeconds > 0 {
      output["consumedMLUnits"] = .number((trainerSeconds / 3_600 * 10_000).rounded() / 10_000)
    }
    if let tuning = spec.tuning {
      output["isHyperparameterTuningJob"] = .bool(true)
      output["hyperparameterMetricTag"] = .string(tuning.objective.tag.rawValue)
    }
    if !trials.isEmpty { output["trials"] = .array(trials) }
    return .object(output)
  }
}
