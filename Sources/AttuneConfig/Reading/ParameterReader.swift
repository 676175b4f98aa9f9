// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// Makes `ParameterSpec`s of the items of `params`, in the order of checks of `contract.md` §1.3.
struct ParameterReader {
  var diagnostics = Diagnostics()
  private var places: [String: Diagnostic.Location] = [:]

  init() {}

  /// Nil where something is wrong with it; that has been said then.
  mutating func parameter(_ value: LocatedValue) -> ParameterSpec? {
    guard !value.isUnusable else { return nil }
    diagnostics.subject = value["parameterName"]?.text.flatMap { $0.isEmpty ? nil : "parameter '\($0)'" }
    defer { diagnostics.subject = nil }
    let name = name(of: value)
    guard let type = typeWord(of: value), let domain = domain(of: value, type: type), let name
    else { return nil }
    return ParameterSpec(name: name, domain: domain)
  }

  private mutating func name(of value: LocatedValue) -> String? {
    guard let written = value["parameterName"] else {
      diagnostics.error(
        "a parameter has no 'parameterName'", at: value.location,
        hint: "name the flag that the trainer reads, without '--'")
      return nil
    }
    guard let name = written.text else { return nil }
    if let mistake = mistake(in: name) {
      let quoted = name.isEmpty ? "'parameterName'" : "'parameterName' (\(name))"
      diagnostics.error("\(quoted) \(mistake.message)", at: written.location, hint: mistake.hint)
      return nil
    }
    if let first = places[name] {
      diagnostics.error(
        "'parameterName' (\(name)) is declared twice", at: written.location,
        hint: first.line.map { "first in line \($0)" })
      return nil
    }
    places[name] = written.location
    return name
  }

  private func mistake(in name: String) -> (message: String, hint: String)? {
    if name.isEmpty { return ("must not be empty", "name the flag that the trainer reads") }
    if name.hasPrefix("-") {
      return ("must not begin with '-'", "write '\(name.drop { $0 == "-" })': the dashes are added")
    }
    if name.contains("=") || name.contains(where: \.isWhitespace) || name.contains("\0") {
      return ("must not hold spaces or '='", "it becomes the flag --\(name)=…")
    }
    return nil
  }

  private mutating func typeWord(of value: LocatedValue) -> String? {
    if let type = value["type"] { return type.text }
    let fitting = ["categoricalValues": "CATEGORICAL", "discreteValues": "DISCRETE"]
    let guess = value.fields.compactMap { fitting[$0.name] }.first
    diagnostics.error(
      "'type' is missing", at: value.location,
      hint: guess.map { "add 'type: \($0)'" } ?? "add one of \(Words.type.words.joined(separator: ", "))")
    return nil
  }

  private mutating func domain(of value: LocatedValue, type: String) -> ParameterSpec.Domain? {
    switch type {
    case "DOUBLE": return double(value)
    case "INTEGER": return integer(value)
    case "DISCRETE": return discrete(value)
    default: return categorical(value)
    }
  }
}
