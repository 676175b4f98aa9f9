// SPDX-License-Identifier: Apache-2.0

extension ShapeReader {
  mutating func object(_ node: ConfigurationNode, as shape: ObjectShape, name: String) -> LocatedValue {
    guard case .mapping(let entries) = node.content else { return noMapping(node, name: name) }
    let outer = diagnostics.subject
    diagnostics.subject = subject(of: entries, as: shape) ?? outer
    defer { diagnostics.subject = outer }
    var fields: [LocatedValue.Field] = []
    // What a mistyped key stands for is not missing, and not said to be.
    var meant: [LocatedValue.Field] = []
    for entry in entries {
      guard let field = shape.field(named: entry.key) ?? shape.field(named: entry.key.camelCase) else {
        if let name = unknownKey(entry, in: shape, having: entries) {
          let value = LocatedValue(location: entry.value.location, content: .unusable)
          meant.append(.init(name: name, keyLocation: entry.keyLocation, value: value))
        }
        continue
      }
      if let twin = fields.first(where: { $0.name == field.name }) {
        diagnostics.error(
          "'\(entry.key)' is '\(field.name)', which is given already", at: entry.keyLocation,
          hint: twin.keyLocation.line.map { "first in line \($0); keep one of them" })
        continue
      }
      let value = value(of: entry.value, as: field.shape, name: field.name)
      fields.append(.init(name: field.name, keyLocation: entry.keyLocation, value: value))
    }
    return LocatedValue(location: node.location, content: .object(fields + meant))
  }

  /// A parameter's mistakes name it.
  private func subject(of entries: [ConfigurationNode.Entry], as shape: ObjectShape) -> String? {
    guard shape.name == ConfigurationShape.parameter.name else { return nil }
    return entries.lazy.compactMap { entry -> String? in
      guard entry.key.camelCase == "parameterName", case .scalar(let name) = entry.value.content, !name.isEmpty else {
        return nil
      }
      return "parameter '\(name)'"
    }.first
  }

  /// Reports the key; the name of the known one that was meant, where that makes it an error.
  private mutating func unknownKey(
    _ entry: ConfigurationNode.Entry, in shape: ObjectShape, having entries: [ConfigurationNode.Entry]
  ) -> String? {
    let key = entry.key.camelCase
    if let home = home(of: key, outside: shape) {
      let severity = home.unknownKeys == .error || key == "hyperparameters" ? .error : shape.unknownKeys
      diagnostics.add(
        severity, at: entry.keyLocation, "'\(entry.key)' does not belong \(shape.place)",
        hint: "it belongs \(home.place)")
      return nil
    }
    let nearest = NearestName.to(entry.key, among: shape.names)
    let hint = nearest.map { "did you mean '\($0)'?" } ?? "the keys are \(shape.names.joined(separator: ", "))"
    let isMissed = nearest.map { name in
      Self.carriers.contains(name) && !entries.contains { $0.key.camelCase == name }
    }
    if isMissed == true || shape.unknownKeys == .error {
      diagnostics.error("unknown key '\(entry.key)' \(shape.place)", at: entry.keyLocation, hint: hint)
    } else {
      diagnostics.add(
        .warning, at: entry.keyLocation, "unknown key '\(entry.key)' \(shape.place) is ignored", hint: hint)
      return nil
    }
    return nearest
  }

  /// Mistyped, they would turn a tuning job into a single trial without a word.
  private static let carriers: Set<String> = ["trainingInput", "hyperparameters", "attune"]

  /// Where a key that stands in the wrong mapping belongs.
  private func home(of key: String, outside shape: ObjectShape) -> ObjectShape? {
    [
      ConfigurationShape.hyperparameters, ConfigurationShape.parameter, ConfigurationShape.trainingInput,
      ConfigurationShape.file,
    ].first { $0.name != shape.name && $0.field(named: key) != nil }
  }
}

extension String {
  /// `max_trials` → `maxTrials`; anything else as it is.
  var camelCase: String {
    guard contains("_"), self == lowercased() else { return self }
    let words = split(separator: "_")
    return words.dropFirst().reduce(words.first.map(String.init) ?? "") {
      $0 + $1.prefix(1).uppercased() + $1.dropFirst()
    }
  }
}
