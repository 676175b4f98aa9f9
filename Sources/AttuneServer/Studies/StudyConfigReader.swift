// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

extension StudySpec {
  /// What a `Study` resource asks for.
  ///
  /// - Throws: everything that is wrong with it, and what is not done here.
  package init(study body: JSONValue) throws(APIError) {
    var reader = BodyReader()
    var spec: StudySpec?
    // What the service itself says of a study may stand there, and is not read.
    let names = ["studyConfig", "name", "state", "createTime", "inactiveReason"]
    if let study = reader.message(body, at: "study", names) {
      if let config = reader.message("studyConfig", of: study, StudySpec.members) {
        spec = reader.spec(of: config)
      } else if !study.has("studyConfig") {
        reader.refuse("study.study_config", "it is missing: a study needs its parameters and its metric")
      }
    }
    try reader.finish()
    guard let spec else { throw APIError(.invalidArgument, "the study can't be read") }
    self = spec
  }

  fileprivate static let members = ["metrics", "parameters", "algorithm", "automatedStoppingConfig"]
}

extension BodyReader {
  fileprivate mutating func spec(of config: Message) -> StudySpec? {
    let objective = objective(of: config)
    let space = space(of: config)
    let algorithm = word("algorithm", of: config, Algorithm.self, none: "ALGORITHM_UNSPECIFIED")
    if algorithm == .gridSearch, let continuous = space?.parameters.first(where: \.isContinuous) {
      refuse(
        config.field("algorithm"),
        "GRID_SEARCH can't enumerate the DOUBLE parameter '\(continuous.name)': make it DISCRETE or INTEGER")
    }
    let (stopping, axis) = stopping(of: config)
    guard let objective, let space else { return nil }
    return StudySpec(space: space, objective: objective, algorithm: algorithm, stopping: stopping, axis: axis)
  }

  private mutating func objective(of config: Message) -> Objective? {
    let mistakes = violations.count
    let metrics = messages("metrics", of: config, ["metric", "goal"])
    guard let metric = metrics.first else {
      if violations.count == mistakes { refuse(config.field("metrics"), "a study needs one metric") }
      return nil
    }
    if metrics.count > 1 {
      refuse(
        config.field("metrics"),
        "\(metrics.count) metrics are given: a study tunes for one here; further ones can be told in measurements")
    }
    let name = requiredText("metric", of: metric, "a metric needs a name")
    let goal = word("goal", of: metric, Goal.self, none: "GOAL_TYPE_UNSPECIFIED")
    if metric.isUnset("goal", none: "GOAL_TYPE_UNSPECIFIED") {
      refuse(metric.field("goal"), "say MAXIMIZE or MINIMIZE")
    }
    guard let name, let goal else { return nil }
    return Objective(tag: MetricTag(name), goal: goal)
  }

  /// Only the median rule is there.
  private mutating func stopping(of config: Message) -> (EarlyStopping?, StudySpec.Axis) {
    let median = "medianAutomatedStoppingConfig", curve = "decayCurveStoppingConfig"
    guard let stopping = message("automatedStoppingConfig", of: config, [median, curve]) else { return (nil, .steps) }
    if stopping.has(curve) {
      refuse(stopping.field(curve), "trials aren't stopped by decay curves here; use \(median)")
    }
    guard let rule = message(median, of: stopping, ["useElapsedTime"]) else { return (nil, .steps) }
    let byTime = flag("useElapsedTime", of: rule) ?? false
    return (EarlyStopping(.median), byTime ? .elapsedTime : .steps)
  }
}

// MARK: - Parameters

extension BodyReader {
  private enum Kind: String, CaseIterable {
    case double = "DOUBLE"
    case integer = "INTEGER"
    case categorical = "CATEGORICAL"
    case discrete = "DISCRETE"

    /// The member that has its values.
    var values: String { "\(rawValue.lowercased())ValueSpec" }
  }

  private static let conditional = [
    "childParameterSpecs", "parentIntValues", "parentDiscreteValues", "parentCategoricalValues",
  ]

  private mutating func space(of config: Message) -> SearchSpace? {
    let names = ["parameter", "type", "scaleType"] + Kind.allCases.map(\.values) + Self.conditional
    let mistakes = violations.count
    let messages = messages("parameters", of: config, names)
    if messages.isEmpty, violations.count == mistakes {
      refuse(config.field("parameters"), "a study needs one parameter at least")
    }
    var parameters: [ParameterSpec] = []
    for message in messages {
      guard let parameter = parameter(message) else { continue }
      if parameters.contains(where: { $0.name == parameter.name }) {
        refuse(message.field("parameter"), "'\(parameter.name)' is declared twice")
      }
      parameters.append(parameter)
    }
    return try? SearchSpace(parameters)
  }

  private mutating func parameter(_ message: Message) -> ParameterSpec? {
    for name in Self.conditional where message.has(name) && !message.isEmptyList(name) {
      refuse(
        message.field(name), "parameters that depend on others' values are not there; declare it like the others")
    }
    let name = requiredText("parameter", of: message, "a parameter needs a name")
    let kind = word("type", of: message, Kind.self, none: "PARAMETER_TYPE_UNSPECIFIED")
    if message.isUnset("type", none: "PARAMETER_TYPE_UNSPECIFIED") {
      refuse(message.field("type"), "say DOUBLE, INTEGER, CATEGORICAL or DISCRETE")
    }
    let scale = word("scaleType", of: message, ParameterSpec.Scale.self, none: "SCALE_TYPE_UNSPECIFIED")
    guard let kind else { return nil }
    for other in Kind.allCases where other != kind && message.has(other.values) {
      refuse(message.field(other.values), "it is for the type \(other.rawValue), not \(kind.rawValue)")
    }
    if kind == .categorical, scale != nil {
      refuse(message.field("scaleType"), "a CATEGORICAL parameter has no scale: leave it unset")
    }
    guard message.has(kind.values) else {
      refuse(message.field(kind.values), "it is missing: the type \(kind.rawValue) needs it")
      return nil
    }
    guard let domain = domain(kind, of: message, scale: scale ?? .linear), let name else { return nil }
    let parameter = ParameterSpec(name: name, domain: domain)
    do throws(SearchSpaceError) {
      _ = try SearchSpace([parameter])
      return parameter
    } catch {
      for problem in error.problems { refuse(message.field(kind.values), problem.message) }
      return nil
    }
  }

  private mutating func domain(_ kind: Kind, of message: Message, scale: ParameterSpec.Scale) -> ParameterSpec.Domain? {
    switch kind {
    case .double:
      guard let spec = self.message(kind.values, of: message, ["minValue", "maxValue"]) else { return nil }
      let low = finite("minValue", of: spec), high = finite("maxValue", of: spec)
      return range(spec, low, high).map { .double($0, scale: scale) }
    case .integer:
      guard let spec = self.message(kind.values, of: message, ["minValue", "maxValue"]) else { return nil }
      let low = integer("minValue", of: spec), high = integer("maxValue", of: spec)
      return range(spec, low, high).map { .integer($0, scale: scale) }
    case .discrete:
      guard let spec = self.message(kind.values, of: message, ["values"]) else { return nil }
      let values = list("values", of: spec)
      if values.count > 1_000 { refuse(spec.field("values"), "at most 1000 values are taken, not \(values.count)") }
      return .discrete(values.compactMap { number($0.value, at: $0.field) }, scale: scale)
    case .categorical:
      guard let spec = self.message(kind.values, of: message, ["values"]) else { return nil }
      return .categorical(list("values", of: spec).compactMap { text($0.value, at: $0.field) })
    }
  }

  private mutating func finite(_ name: String, of message: Message) -> Double? {
    guard let number = number(name, of: message) else { return nil }
    if number.isFinite { return number }
    refuse(message.field(name), "must be a finite number")
    return nil
  }

  private mutating func range<Bound: Comparable>(
    _ spec: Message, _ low: Bound?, _ high: Bound?
  ) -> ClosedRange<Bound>? {
    for name in ["minValue", "maxValue"] where !spec.has(name) { refuse(spec.field(name), "it is missing") }
    guard let low, let high else { return nil }
    guard low <= high else {
      refuse(spec.field("minValue"), "\(low) is above the maxValue \(high)")
      return nil
    }
    return low...high
  }
}

extension ParameterSpec {
  fileprivate var isContinuous: Bool { if case .double = domain { true } else { false } }
}
