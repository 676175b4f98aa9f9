// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// JSON values as the YAML that gcloud prints: keys sorted, lists not indented, numbers in strings quoted.
///
/// What a reader of YAML 1.1, as R's is, would take for something else is quoted, too: `yes`, and `12:30`.
package struct YAMLOutput {
  private var text = ""

  /// With a newline at the end.
  package static func of(_ value: JSONValue) -> String {
    var yaml = YAMLOutput()
    yaml.write(value, indentation: 0)
    return yaml.text
  }

  private mutating func write(_ value: JSONValue, indentation: Int) {
    switch value {
    case .object(let members) where !members.isEmpty: write(members, indentation: indentation, continues: false)
    case .array(let values) where !values.isEmpty: write(values, indentation: indentation)
    default: text += Self.scalar(value, indentation: indentation) + "\n"
    }
  }

  /// - Parameter continues: whether the first key stands on a line that has begun.
  private mutating func write(_ members: [String: JSONValue], indentation: Int, continues: Bool) {
    let spaces = String(repeating: " ", count: indentation)
    for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 || !continues { text += spaces }
      text += Self.word(member.key, indentation: indentation) + ":"
      switch member.value {
      case .object(let members) where !members.isEmpty:
        text += "\n"
        write(members, indentation: indentation + 2, continues: false)
      case .array(let values) where !values.isEmpty:
        text += "\n"
        write(values, indentation: indentation)
      default: text += " " + Self.scalar(member.value, indentation: indentation + 2) + "\n"
      }
    }
  }

  private mutating func write(_ values: [JSONValue], indentation: Int) {
    let spaces = String(repeating: " ", count: indentation)
    for value in values {
      text += spaces + "- "
      if case .object(let members) = value, !members.isEmpty {
        write(members, indentation: indentation + 2, continues: true)
      } else if case .array(let inner) = value, !inner.isEmpty {
        var nested = YAMLOutput()
        nested.write(inner, indentation: indentation + 2)
        text += nested.text.dropFirst(indentation + 2)
      } else {
        text += Self.scalar(value, indentation: indentation + 2) + "\n"
      }
    }
  }

  private static func scalar(_ value: JSONValue, indentation: Int) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): "\(number)"
    case .number(let number): self.number(number)
    case .string(let text): word(text, indentation: indentation)
    case .array: "[]"
    case .object: "{}"
    }
  }

  /// YAML 1.1 wants a dot in every number with an exponent: `1e-05` would be a text.
  private static func number(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? ".nan" : number < 0 ? "-.inf" : ".inf" }
    let text = "\(number)"
    guard let exponent = text.firstIndex(of: "e"), !text.contains(".") else { return text }
    return "\(text[..<exponent]).0\(text[exponent...])"
  }

  private static func word(_ text: String, indentation: Int) -> String {
    if text.unicodeScalars.contains(where: { $0.isHarmful && $0 != "\n" }) { return JSONValue.string(text).text }
    if text.contains("\n") { return block(text, indentation: indentation) ?? JSONValue.string(text).text }
    guard isPlain(text) else {
      return "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'"
    }
    return text
  }

  /// Several lines as they are; nil where YAML could not keep them so.
  private static func block(_ text: String, indentation: Int) -> String? {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.first, let last = lines.last, !first.isEmpty, first.first != " ", !last.isEmpty else {
      return nil
    }
    let spaces = String(repeating: " ", count: indentation)
    return "|-\n" + lines.map { $0.isEmpty ? "" : spaces + $0 }.joined(separator: "\n")
  }

  /// Whether every reader takes it for this text without quotes.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return false }
    let indicators = ",[]{}#&*!|>'\"%@`=<~".unicodeScalars
    if indicators.contains(first) || first == " " || last == " " || last == ":" { return false }
    if "-?.+".unicodeScalars.contains(first) || text == ":" || text.hasPrefix(": ") { return false }
    if text.contains(": ") || text.contains(" #") { return false }
    return !isNumber(text) && !otherMeanings.contains(text.lowercased())
  }

  /// Numbers, dates and times in any of their spellings.
  private static func isNumber(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, ("0"..."9").contains(first) else { return false }
    return text.unicodeScalars.allSatisfy {
      ("0"..."9").contains($0) || "abcdefxoABCDEFXO_.:+-eETZ ".unicodeScalars.contains($0)
    }
  }

  private static let otherMeanings: Set = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "na",
  ]
}
