// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneOptimizers
import AttuneStudy

extension AskTellRequest {
  private enum Method: String, CaseIterable {
    case suggest, measure, complete, fail, add, trials

    /// Beside the method itself.
    var members: [String] {
      switch self {
      case .suggest: ["count"]
      case .measure, .complete: ["trialId", "step", "value"]
      case .fail: ["trialId", "reason"]
      case .add: ["parameters", "step", "value"]
      case .trials: []
      }
    }
  }

  init(json members: [String: JSONValue]) throws(AskTellError) {
    let fields = Fields(members: members)
    let name = try fields.text("method")
    guard let method = Method(rawValue: name) else {
      let names = Method.allCases.map(\.rawValue).joined(separator: ", ")
      throw .malformed("there is no method '\(name)'; there are \(names)")
    }
    try fields.expectOnly(method.members, of: name)
    switch method {
    case .suggest: self = .suggest(count: try fields.integer("count") ?? 1)
    case .measure:
      self = .measure(
        trial: try fields.trial(), step: try fields.required(fields.step(), "step"),
        value: try fields.required(fields.metric("value"), "value"))
    case .complete:
      self = .complete(
        trial: try fields.trial(), step: try fields.step(), value: try fields.metric("value"))
    case .fail: self = .fail(trial: try fields.trial(), reason: try fields.text("reason"))
    case .add:
      self = .add(
        parameters: try fields.parameters(), step: try fields.step(),
        value: try fields.required(fields.metric("value"), "value"))
    case .trials: self = .trials
    }
  }
}

/// The members of a request, by what they have to be. Null counts as left out.
private struct Fields {
  let members: [String: JSONValue]

  func required<Value>(_ value: Value?, _ name: String) throws(AskTellError) -> Value {
    guard let value else { throw .malformed("'\(name)' is missing") }
    return value
  }

  /// A mistyped member would otherwise count as left out.
  func expectOnly(_ known: [String], of method: String) throws(AskTellError) {
    let unknown = Set(members.keys).subtracting(known + ["method"]).sorted().map { "'\($0)'" }
    guard !unknown.isEmpty else { return }
    let choice = known.isEmpty ? "nothing else" : known.joined(separator: ", ")
    throw .malformed("'\(method)' knows no \(unknown.joined(separator: ", ")); it takes \(choice)")
  }

  func text(_ name: String) throws(AskTellError) -> String {
    guard case .string(let text) = try required(value(name), name) else {
      throw .malformed("'\(name)' must be a string")
    }
    return text
  }

  func integer(_ name: String) throws(AskTellError) -> Int? {
    switch value(name) {
    case nil: return nil
    case .integer(let number): return number
    case .number(let number):
      if let whole = Int(exactly: number) { return whole }
    default: break
    }
    throw .malformed("'\(name)' must be a whole number")
  }

  func step() throws(AskTellError) -> Int? {
    guard let step = try integer("step") else { return nil }
    guard step >= 0 else { throw .malformed("'step' is \(step); steps are counted from 0") }
    return step
  }

  func metric(_ name: String) throws(AskTellError) -> Double? {
    switch value(name) {
    case nil: return nil
    case .integer(let number): return Double(number)
    case .number(let number): return number
    case .string("NaN"): return .nan
    case .string("Infinity"): return .infinity
    case .string("-Infinity"): return -.infinity
    default: throw .malformed("'\(name)' must be a number, \"NaN\", \"Infinity\" or \"-Infinity\"")
    }
  }

  /// Ids are strings; a number says the same.
  func trial() throws(AskTellError) -> String {
    switch try required(value("trialId"), "trialId") {
    case .string(let id): return id
    case .integer(let number): return "\(number)"
    default: throw .malformed("'trialId' must be a string, such as \"1\"")
    }
  }

  func parameters() throws(AskTellError) -> [(name: String, value: SuppliedValue)] {
    guard case .object(let members) = try required(value("parameters"), "parameters") else {
      throw .malformed("'parameters' must be an object: a value for each name")
    }
    var parameters: [(name: String, value: SuppliedValue)] = []
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .integer(let number): parameters.append((name, .number(Double(number))))
      case .number(let number): parameters.append((name, .number(number)))
      case .string(let text): parameters.append((name, .text(text)))
      default: throw .malformed("parameter '\(name)' must be a number or a string")
      }
    }
    return parameters
  }

  private func value(_ name: String) -> JSONValue? {
    members[name].flatMap { $0 == .null ? nil : $0 }
  }
}

extension AskTellError {
  fileprivate static func malformed(_ message: String) -> AskTellError { AskTellError(.invalidArgument, message) }
}
