// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneStudy

/// What bodies of requests about trials hold.
package enum StudyRequest {
  package struct Suggest: Sendable {
    static let most = 1_000
    package let count: Int
    package let client: String
  }

  package struct Complete: Sendable {
    package let final: StudyReport?
    package let infeasible: String?
  }

  /// A trial of the client's own making.
  package struct Create: Sendable {
    package let parameters: [(name: String, value: SuppliedValue)]
    package let measurements: [StudyReport]
    package let final: StudyReport?
    package let infeasible: String?
  }
}

extension StudyRequest {
  package static func suggest(_ body: JSONValue) throws(APIError) -> Suggest {
    var reader = BodyReader()
    guard let request = reader.message(body, at: "", ["suggestionCount", "clientId"]) else {
      throw APIError(violations: reader.violations)
    }
    let client = reader.requiredText(
      "clientId", of: request,
      "it is missing: any text that says who asks; the same client is given its pending trials")
    if let client, client.utf8.count > 256 { reader.refuse("client_id", "it is longer than 256 bytes") }
    let count = reader.integer("suggestionCount", of: request)
    if !request.has("suggestionCount") {
      reader.refuse("suggestion_count", "it is missing: how many trials are wanted")
    } else if let count, count < 1 || count > Suggest.most {
      reader.refuse("suggestion_count", "\(count) is not from 1 to \(Suggest.most)")
    }
    try reader.finish()
    return Suggest(count: count ?? 1, client: client ?? "")
  }

  package static func measure(_ body: JSONValue) throws(APIError) -> StudyReport {
    var reader = BodyReader()
    let report = reader.message(body, at: "", ["measurement"]).flatMap { reader.report("measurement", of: $0) }
    if reader.violations.isEmpty, report == nil { reader.refuse("measurement", "it is missing") }
    try reader.finish()
    return report ?? StudyReport(step: nil, elapsed: nil, metrics: [])
  }

  package static func complete(_ body: JSONValue) throws(APIError) -> Complete {
    var reader = BodyReader()
    guard
      let request = reader.message(body, at: "", ["finalMeasurement", "trialInfeasible", "infeasibleReason"])
    else { throw APIError(violations: reader.violations) }
    let final = reader.report("finalMeasurement", of: request)
    let infeasible = reader.infeasible(request)
    try reader.finish()
    return Complete(final: final, infeasible: infeasible)
  }

  package static func create(_ body: JSONValue) throws(APIError) -> Create {
    var reader = BodyReader()
    let names = [
      "parameters", "measurements", "finalMeasurement", "state", "trialInfeasible", "infeasibleReason",
      // What the service itself says of a trial may stand there, and is not read.
      "name", "startTime", "endTime", "clientId",
    ]
    guard let trial = reader.message(body, at: "trial", names) else { throw APIError(violations: reader.violations) }
    let parameters = reader.messages("parameters", of: trial, ["parameter", "floatValue", "intValue", "stringValue"])
      .compactMap { reader.value($0) }
    let measurements = reader.list("measurements", of: trial).compactMap { reader.report($0.value, at: $0.field) }
    let final = reader.report("finalMeasurement", of: trial)
    let infeasible = reader.infeasible(trial)
    let isCompleted = reader.word("state", of: trial, StudyTrial.State.self, none: "STATE_UNSPECIFIED") == .completed
    if isCompleted, final == nil, measurements.isEmpty, infeasible == nil, reader.violations.isEmpty {
      reader.refuse("trial.final_measurement", "it is missing: a completed trial needs one")
    }
    try reader.finish()
    return Create(
      parameters: parameters, measurements: measurements, final: final ?? (isCompleted ? measurements.last : nil),
      infeasible: infeasible)
  }

  /// The body of a request that says all by its path.
  package static func nothing(_ body: JSONValue) throws(APIError) {
    var reader = BodyReader()
    _ = reader.message(body, at: "", [])
    try reader.finish()
  }
}

extension BodyReader {
  fileprivate mutating func report(_ name: String, of parent: Message) -> StudyReport? {
    message(name, of: parent, Self.measurement).map { report($0) }
  }

  fileprivate mutating func report(_ value: JSONValue, at field: String) -> StudyReport? {
    message(value, at: field, Self.measurement).map { report($0) }
  }

  private static let measurement = ["elapsedTime", "stepCount", "metrics"]

  private mutating func report(_ measurement: Message) -> StudyReport {
    let metrics = messages("metrics", of: measurement, ["metric", "value"]).compactMap { metric($0) }
    return StudyReport(
      step: integer("stepCount", of: measurement), elapsed: duration("elapsedTime", of: measurement), metrics: metrics)
  }

  private mutating func metric(_ metric: Message) -> StudyMeasurement.Metric? {
    let name = requiredText("metric", of: metric, "a metric needs a name")
    if !metric.has("value") { refuse(metric.field("value"), "it is missing") }
    let value = number("value", of: metric)
    guard let name, let value else { return nil }
    return .init(name: name, value: value)
  }

  /// Why nothing came of a trial; nil where it isn't said to be so.
  fileprivate mutating func infeasible(_ message: Message) -> String? {
    let reason = text("infeasibleReason", of: message)
    guard flag("trialInfeasible", of: message) == true else { return nil }
    return reason.flatMap { $0.isEmpty ? nil : $0 } ?? "infeasible, a client said"
  }

  fileprivate mutating func value(_ parameter: Message) -> (name: String, value: SuppliedValue)? {
    let name = requiredText("parameter", of: parameter, "a parameter's value needs its name")
    let given = ["floatValue", "intValue", "stringValue"].filter(parameter.has)
    guard given.count == 1 else {
      refuse(parameter.field, "give one of floatValue, intValue and stringValue")
      return nil
    }
    let value: SuppliedValue? =
      switch given[0] {
      case "floatValue": number("floatValue", of: parameter).map { .number($0) }
      case "intValue": integer("intValue", of: parameter).map { .number(Double($0)) }
      default: text("stringValue", of: parameter).map { .text($0) }
      }
    guard let name, let value else { return nil }
    return (name, value)
  }
}
