// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

// The service's resources. Numbers that are 0 are said, although its JSON leaves them out: a client need not know.

extension StudySummary {
  /// `Study`.
  package var resource: JSONValue {
    .object([
      "name": .string(name.description), "studyConfig": spec.resource, "state": .string(state.rawValue),
      "createTime": .string(createTime.rfc3339),
    ])
  }
}

extension StudySpec {
  /// `StudyConfig`: what it was made from means the same.
  package var resource: JSONValue {
    var config: [String: JSONValue] = [
      "metrics": .array([
        .object(["metric": .string(objective.tag.rawValue), "goal": .string(objective.goal.rawValue)])
      ]),
      "parameters": .array(space.parameters.map(\.resource)),
    ]
    config["algorithm"] = algorithm.map { .string($0.rawValue) }
    if stopping != nil {
      config["automatedStoppingConfig"] = .object([
        "medianAutomatedStoppingConfig": .object(axis == .elapsedTime ? ["useElapsedTime": .bool(true)] : [:])
      ])
    }
    return .object(config)
  }
}

extension ParameterSpec {
  fileprivate var resource: JSONValue {
    var members: [String: JSONValue] = ["parameter": .string(name), "type": .string(domain.typeName)]
    switch domain {
    case .double(let range, let scale):
      members["scaleType"] = .string(scale.rawValue)
      members["doubleValueSpec"] = .object([
        "minValue": .number(range.lowerBound), "maxValue": .number(range.upperBound),
      ])
    case .integer(let range, let scale):
      members["scaleType"] = .string(scale.rawValue)
      members["integerValueSpec"] = .object([
        "minValue": .string("\(range.lowerBound)"), "maxValue": .string("\(range.upperBound)"),
      ])
    case .discrete(let values, let scale):
      members["scaleType"] = .string(scale.rawValue)
      members["discreteValueSpec"] = .object(["values": .array(values.map { .number($0) })])
    case .categorical(let values):
      members["categoricalValueSpec"] = .object(["values": .array(values.map { .string($0) })])
    }
    return .object(members)
  }
}

extension StudyTrial {
  /// `Trial`, and beyond it `origin`, why it was suggested, and `reason`, why it is to stop.
  package func resource(in study: StudyHistory) -> JSONValue {
    let metric = study.spec.objective.tag.rawValue
    var trial: [String: JSONValue] = [
      "name": .string(study.name.trial(number)), "state": .string(state.rawValue),
      "parameters": .array(assignment.entries.map(\.resource)),
      "origin": origin.output(names: assignment.entries.map(\.name)),
    ]
    if !measurements.isEmpty { trial["measurements"] = .array(measurements.map { $0.resource(metric) }) }
    if !client.isEmpty { trial["clientId"] = .string(client) }
    trial["startTime"] = startTime.map { .string($0.rfc3339) }
    trial["endTime"] = endTime.map { .string($0.rfc3339) }
    trial["reason"] = stopReason.map { .string($0) }
    switch ending {
    case .measured(let final): trial["finalMeasurement"] = final.resource(metric)
    case .infeasible(let why):
      trial["trialInfeasible"] = .bool(true)
      trial["infeasibleReason"] = .string(why)
    case nil: break
    }
    return .object(trial)
  }
}

extension Assignment.Entry {
  fileprivate var resource: JSONValue {
    var members: [String: JSONValue] = ["parameter": .string(name)]
    switch value {
    case .double(let value), .discrete(let value): members["floatValue"] = .number(value)
    case .integer(let value): members["intValue"] = .string("\(value)")
    case .categorical(let value): members["stringValue"] = .string(value)
    }
    return .object(members)
  }
}

extension StudyMeasurement {
  fileprivate func resource(_ metric: String) -> JSONValue {
    let metrics = [Metric(name: metric, value: value)] + others
    var members: [String: JSONValue] = [
      "stepCount": .string("\(step)"),
      "metrics": .array(metrics.map { .object(["metric": .string($0.name), "value": .number($0.value)]) }),
    ]
    members["elapsedTime"] = elapsed.map { .string(Self.duration($0)) }
    return .object(members)
  }

  /// `10s`, `1.500s`.
  private static func duration(_ milliseconds: Int) -> String {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
    guard rest > 0 else { return "\(seconds)s" }
    let digits = "\(rest)"
    return "\(seconds).\(String(repeating: "0", count: 3 - digits.count))\(digits)s"
  }
}

extension StudyOperation {
  private static let types = "type.googleapis.com/google.cloud.ml.v1"

  /// `Operation`, which is over: its trials are shown as they are by now.
  package func resource(in study: StudyHistory) -> JSONValue {
    let moment = JSONValue.string(time.rfc3339)
    var metadata: [String: JSONValue] = ["study": .string(study.name.description), "createTime": moment]
    var response: [String: JSONValue] = ["startTime": moment, "endTime": moment]
    switch outcome {
    case .suggested(let client, let count, let trials):
      metadata["@type"] = .string("\(Self.types).SuggestTrialsMetadata")
      metadata["clientId"] = .string(client)
      metadata["suggestionCount"] = .integer(count)
      response["@type"] = .string("\(Self.types).SuggestTrialsResponse")
      response["studyState"] = .string(study.state.rawValue)
      if !trials.isEmpty { response["trials"] = .array(trials.compactMap { study[$0]?.resource(in: study) }) }
    case .checked(let trial, let why):
      // The service's own spelling.
      metadata["@type"] = .string("\(Self.types).CheckTrialEarlyStoppingStateMetatdata")
      metadata["trial"] = .string(study.name.trial(trial))
      response["@type"] = .string("\(Self.types).CheckTrialEarlyStoppingStateResponse")
      response["shouldStop"] = .bool(why != nil)
      response["reason"] = why.map { .string($0) }
    }
    return .object([
      "name": .string(study.name.operation(number)), "done": .bool(true), "metadata": .object(metadata),
      "response": .object(response),
    ])
  }
}
