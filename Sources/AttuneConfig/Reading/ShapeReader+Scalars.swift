// SPDX-License-Identifier: Apache-2.0

extension ShapeReader {
  mutating func scalar(_ node: ConfigurationNode, as shape: Shape, name: String) -> LocatedValue.Content {
    guard case .scalar(let text) = node.content else {
      let kind = if case .list = node.content { "a list" } else { "keys and values" }
      diagnostics.error("'\(name)' must be a single value, not \(kind)", at: node.location)
      return .unusable
    }
    switch shape {
    case .flag: return flag(text, name: name, at: node.location)
    case .int32: return integer(text, within: Int(Int32.min)...Int(Int32.max), isLong: false, name, node)
    case .int64: return integer(text, within: .min...(.max), isLong: true, name, node)
    case .number: return number(text, name: name, at: node.location)
    case .duration: return duration(text, name: name, at: node.location)
    case .word(let vocabulary): return word(text, of: vocabulary, name: name, at: node.location)
    case .text, .list, .map, .object, .wordOrObject: return .text(text)
    }
  }

  private mutating func flag(
    _ text: String, name: String, at location: Diagnostic.Location
  ) -> LocatedValue.Content {
    switch text.lowercased() {
    case "true", "yes", "on", "y", "t", "1": return .flag(true)
    case "false", "no", "off", "n", "f", "0": return .flag(false)
    default:
      diagnostics.error("'\(name)' (\(text)) must be true or false", at: location)
      return .unusable
    }
  }

  private mutating func integer(
    _ text: String, within range: ClosedRange<Int>, isLong: Bool, _ name: String, _ node: ConfigurationNode
  ) -> LocatedValue.Content {
    let digits = text.withoutDigitSeparators
    guard let number = Int(digits) ?? digits.asDouble.flatMap({ Int(exactly: $0) }) else {
      diagnostics.error("'\(name)' (\(text)) must be a whole number", at: node.location)
      return .unusable
    }
    guard range.contains(number) else {
      diagnostics.error("'\(name)' (\(text)) must be at most \(range.upperBound)", at: node.location)
      return .unusable
    }
    return .integer(number, isLong: isLong)
  }

  private mutating func number(
    _ text: String, name: String, at location: Diagnostic.Location
  ) -> LocatedValue.Content {
    guard let number = text.withoutDigitSeparators.asDouble else {
      let hint = text.contains(",") ? "write a decimal point: \(text.replacing(",", with: "."))" : nil
      diagnostics.error("'\(name)' (\(text)) must be a number", at: location, hint: hint)
      return .unusable
    }
    guard number.isFinite else {
      diagnostics.error("'\(name)' (\(text)) must be a finite number", at: location)
      return .unusable
    }
    return .number(number, written: text)
  }

  /// `7200s`, as the service's JSON writes durations; parts of a second are allowed.
  private mutating func duration(
    _ text: String, name: String, at location: Diagnostic.Location
  ) -> LocatedValue.Content {
    if text.hasSuffix("s"), let seconds = text.dropLast().asDecimal, seconds > 0, seconds.isFinite {
      return .text(text)
    }
    let hint = text.asDecimal != nil ? "write \(text)s" : "write seconds: 7200s is two hours"
    diagnostics.error("'\(name)' (\(text)) must be a duration above zero, in seconds", at: location, hint: hint)
    return .unusable
  }

  mutating func word(
    _ text: String, of vocabulary: Vocabulary, or object: ObjectShape, _ name: String, _ node: ConfigurationNode
  ) -> LocatedValue.Content {
    if vocabulary.words.contains(text) { return .text(text) }
    let hint = vocabulary.nearest(to: text).map { "did you mean '\($0)'?" }
    diagnostics.error(
      "'\(name)' (\(text)) must be \(vocabulary.choices), or hold keys and values", at: node.location,
      hint: hint ?? "the keys are \(object.names.joined(separator: ", "))")
    return .unusable
  }

  private mutating func word(
    _ text: String, of vocabulary: Vocabulary, name: String, at location: Diagnostic.Location
  ) -> LocatedValue.Content {
    if vocabulary.words.contains(text) { return .text(text) }
    diagnostics.error(
      "'\(name)' (\(text)) must be \(vocabulary.choices)", at: location,
      hint: vocabulary.nearest(to: text).map { "did you mean '\($0)'?" })
    return .unusable
  }
}

extension StringProtocol {
  /// YAML 1.1 allows `1_000`.
  fileprivate var withoutDigitSeparators: String {
    first?.isNumber == true ? String(filter { $0 != "_" }) : String(self)
  }

  /// YAML's `.inf` and `.nan`, too.
  fileprivate var asDouble: Double? {
    switch lowercased() {
    case ".inf", "+.inf": .infinity
    case "-.inf": -.infinity
    case ".nan": .nan
    default: Double(self)
    }
  }

  fileprivate var asDecimal: Double? {
    allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } ? Double(self) : nil
  }
}
