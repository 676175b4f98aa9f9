// SPDX-License-Identifier: Apache-2.0
package import AttuneEvents
package import AttuneJob
import AttuneStudy

extension HParams.Experiment {
  /// A job as the HParams plugin shows it.
  package init(of job: JobID, createdAt time: Timestamp, spec: JobSpec) {
    let parameters = spec.tuning?.space.parameters.map { HParams.Parameter($0) } ?? []
    self.init(
      name: job.rawValue, creationTime: time.seconds, parameters: parameters,
      metrics: spec.tuning.map { HParams.Metric.all(of: $0.objective) } ?? [])
  }
}

extension HParams.Metric {
  fileprivate static func all(of objective: Objective) -> [HParams.Metric] {
    let goal = objective.goal == .maximize ? "greater is better" : "less is better"
    return [
      HParams.Metric(
        tag: TrialEventLog.finalTag, displayName: objective.tag.rawValue,
        description: "the final metric, as 'attune trials' has it; \(goal)"),
      HParams.Metric(
        tag: TrialEventLog.tag(of: objective.tag), displayName: "\(objective.tag), latest",
        description: "the latest value that was measured, of trials that run or have no final metric, too"),
    ]
  }
}

extension HParams.Parameter {
  fileprivate init(_ parameter: ParameterSpec) {
    let domain: HParams.Domain, description: String
    switch parameter.domain {
    case .double(let range, let scale): (domain, description) = (.interval(range), "DOUBLE, \(scale.rawValue)")
    case .integer(let range, let scale):
      domain = .interval(Double(range.lowerBound)...Double(range.upperBound))
      description = "INTEGER, \(scale.rawValue)"
    case .discrete(let values, let scale):
      (domain, description) = (.values(values.map { .number($0) }), "DISCRETE, \(scale.rawValue)")
    case .categorical(let values): (domain, description) = (.values(values.map { .text($0) }), "CATEGORICAL")
    }
    self.init(name: parameter.name, domain: domain, description: description)
  }
}

extension HParams.Setting {
  init(_ entry: Assignment.Entry) {
    switch entry.value {
    case .double(let number), .discrete(let number): self.init(entry.name, .number(number))
    case .integer(let number): self.init(entry.name, .number(Double(number)))
    case .categorical(let text): self.init(entry.name, .text(text))
    }
  }
}
