// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension TrialRecord {
  /// The service's `HyperparameterOutput`, and beyond it `reason` and `origin`.
  ///
  /// - Parameter names: the parameters, in the search space's order.
  /// - Parameter measurements: all of the trial's, by step.
  public func hyperparameterOutput(names: [String], measurements: [Trial.Measurement]) -> JSONValue {
    let values = zip(names, self.values).map { ($0, JSONValue.string($1)) }
    var output: [String: JSONValue] = [
      "trialId": .string("\(trial)"),
      "hyperparameters": .object(Dictionary(values, uniquingKeysWith: { a, _ in a })),
      "state": .string(serviceState.rawValue),
    ]
    output["finalMetric"] = final?.serviceValue
    output["startTime"] = startTime.map { .string($0.rfc3339) }
    output["endTime"] = endTime.map { .string($0.rfc3339) }
    output["isTrialStoppedEarly"] = isStoppedEarly ? .bool(true) : nil
    output["allMetrics"] = measurements.isEmpty ? nil : .array(measurements.map(\.serviceValue))
    output["reason"] = reason.isEmpty ? nil : .string(reason)
    output["log"] = tail.isEmpty ? nil : .string(tail)
    output["metricSeries"] = series.isEmpty ? nil : .string(series)
    output["origin"] = origin.output(names: names)
    output["usage"] = usage.map { usage in
      .object([
        "wallSeconds": .number(usage.wallSeconds), "cpuSeconds": .number(usage.cpuSeconds),
        "peakMemoryBytes": .integer(usage.peakMemoryBytes),
      ])
    }
    return .object(output)
  }

  /// The service knows no infeasible trials: without a metric a trial SUCCEEDED, and has no `finalMetric`.
  private var serviceState: JobSummary.State {
    switch state {
    case .queued: .queued
    case .running: .running
    case .stopping: .cancelling
    case .succeeded, .infeasible: .succeeded
    case .stopped: isStoppedEarly ? .succeeded : .cancelled
    case .failed: .failed
    }
  }
}

extension Trial.Measurement {
  fileprivate var serviceValue: JSONValue {
    .object(["trainingStep": .string("\(step)"), "objectiveValue": .number(value)])
  }
}
