// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneOptimizers
import AttuneStudy

extension AskTellReply {
  var json: JSONValue {
    switch self {
    case .suggested(let trials, let isExhausted):
      var members: [String: JSONValue] = ["trials": .array(trials.map { .object($0.suggestion) })]
      if isExhausted { members["exhausted"] = .bool(true) }
      return .object(members)
    case .judged(.proceed): return .object(["shouldStop": .bool(false)])
    case .judged(.stop(let why)): return .object(["shouldStop": .bool(true), "reason": .string(why)])
    case .trial(let trial): return .object(["trial": trial.json])
    case .trials(let trials): return .object(["trials": .array(trials.map(\.json))])
    }
  }
}

extension Trial {
  fileprivate var suggestion: [String: JSONValue] {
    let values = assignment.entries.map { ($0.name, $0.value.json) }
    var members: [String: JSONValue] = [
      "trialId": .string("\(id)"), "origin": .string(origin.text), "phase": .string(origin.phase),
      "parameters": .object(Dictionary(values, uniquingKeysWith: { a, _ in a })),
    ]
    members["forecast"] = origin.forecast?.output(names: assignment.entries.map(\.name))
    return members
  }

  fileprivate var json: JSONValue {
    var members = suggestion
    members["state"] = .string(state.word.rawValue)
    members["reason"] = state.reason.isEmpty ? nil : .string(state.reason)
    if let final = finalMeasurement {
      members["finalMeasurement"] = .object(["step": .integer(final.step), "value": .number(final.value)])
    }
    return .object(members)
  }
}

extension ParameterValue {
  fileprivate var json: JSONValue {
    switch self {
    case .double(let number): .number(number)
    case .integer(let number): .integer(number)
    case .discrete(let number): Int(exactly: number).map { .integer($0) } ?? .number(number)
    case .categorical(let text): .string(text)
    }
  }
}
