// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import FoundationEssentials

/// Reads a request's body by what its fields have to be, as Google's JSON mapping takes them: names in either spelling,
/// whole numbers of 64 bits also as texts. All mistakes are collected.
struct BodyReader {
  private(set) var violations: [APIError.FieldViolation] = []

  /// An object of the body, with its members under their names in camel case.
  struct Message {
    /// Its name, for mistakes: `study.study_config.parameters[1]`. Empty for the body itself.
    let field: String
    fileprivate let members: [String: JSONValue]

    /// Whether a member is there that is not null.
    func has(_ name: String) -> Bool { members[name] != nil }

    func isEmptyList(_ name: String) -> Bool { members[name] == .array([]) }

    /// Whether a member is missing, or says the word that means none.
    func isUnset(_ name: String, none: String) -> Bool { members[name] == nil || members[name] == .string(none) }

    /// The name of a member, for mistakes.
    func field(_ name: String) -> String { field.isEmpty ? name.snakeCase : "\(field).\(name.snakeCase)" }
  }

  mutating func refuse(_ field: String, _ description: String) {
    violations.append(.init(field: field, description: description))
  }

  /// - Throws: all mistakes so far.
  func finish() throws(APIError) {
    if !violations.isEmpty { throw APIError(violations: violations) }
  }

  /// - Parameter names: all that its members may be called.
  mutating func message(_ value: JSONValue, at field: String, _ names: [String]) -> Message? {
    guard case .object(let given) = value else {
      refuse(field, "must be an object")
      return nil
    }
    var members: [String: JSONValue] = [:]
    for (key, value) in given.sorted(by: { $0.key < $1.key }) where value != .null {
      let name = key.camelCase
      guard names.contains(name) else {
        refuse(field.isEmpty ? key : "\(field).\(key)", "Unknown name '\(key)': cannot find field")
        continue
      }
      if members.updateValue(value, forKey: name) != nil {
        refuse(field.isEmpty ? key : "\(field).\(key)", "is given in both spellings")
      }
    }
    return Message(field: field, members: members)
  }

  mutating func message(_ name: String, of parent: Message, _ names: [String]) -> Message? {
    parent.members[name].flatMap { message($0, at: parent.field(name), names) }
  }

  /// Each with its field.
  mutating func list(_ name: String, of parent: Message) -> [(field: String, value: JSONValue)] {
    guard let value = parent.members[name] else { return [] }
    guard case .array(let values) = value else {
      refuse(parent.field(name), "must be a list")
      return []
    }
    return values.enumerated().map { ("\(parent.field(name))[\($0)]", $1) }
  }

  mutating func messages(_ name: String, of parent: Message, _ names: [String]) -> [Message] {
    list(name, of: parent).compactMap { message($0.value, at: $0.field, names) }
  }

  mutating func text(_ name: String, of parent: Message) -> String? {
    parent.members[name].flatMap { text($0, at: parent.field(name)) }
  }

  mutating func text(_ value: JSONValue, at field: String) -> String? {
    if case .string(let text) = value { return text }
    refuse(field, "must be a text")
    return nil
  }

  /// A text that is there and not empty.
  mutating func requiredText(_ name: String, of parent: Message, _ why: String) -> String? {
    guard parent.has(name) else {
      refuse(parent.field(name), why)
      return nil
    }
    let text = text(name, of: parent)
    if text?.isEmpty == true { refuse(parent.field(name), why) }
    return text?.isEmpty == true ? nil : text
  }

  mutating func flag(_ name: String, of parent: Message) -> Bool? {
    guard let value = parent.members[name] else { return nil }
    if case .bool(let flag) = value { return flag }
    refuse(parent.field(name), "must be true or false")
    return nil
  }

  mutating func number(_ name: String, of parent: Message) -> Double? {
    parent.members[name].flatMap { number($0, at: parent.field(name)) }
  }

  /// NaN and infinities are texts.
  mutating func number(_ value: JSONValue, at field: String) -> Double? {
    switch value {
    case .integer(let number): return Double(number)
    case .number(let number): return number
    case .string("NaN"): return .nan
    case .string("Infinity"): return .infinity
    case .string("-Infinity"): return -.infinity
    case .string(let text):
      if let number = Double(text), number.isFinite, text.first?.isWhitespace == false { return number }
    default: break
    }
    refuse(field, "must be a number")
    return nil
  }

  mutating func integer(_ name: String, of parent: Message) -> Int? {
    switch parent.members[name] {
    case nil: return nil
    case .integer(let number): return number
    case .number(let number):
      if let whole = Int(exactly: number) { return whole }
    case .string(let text):
      if let number = Int(text), text.first != "+" { return number }
    default: break
    }
    refuse(parent.field(name), "must be a whole number of 64 bits, such as \"8\"")
    return nil
  }

  /// `"1.5s"`, in milliseconds.
  mutating func duration(_ name: String, of parent: Message) -> Int? {
    guard let value = parent.members[name] else { return nil }
    if case .string(let text) = value, text.hasSuffix("s"), let first = text.utf8.first, first != UInt8(ascii: "+"),
      text.dropLast().allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }),
      let seconds = Double(text.dropLast()), seconds.magnitude <= 315_576_000_000
    {
      return Int((seconds * 1_000).rounded())
    }
    refuse(parent.field(name), "must be a duration in seconds, such as \"10s\"")
    return nil
  }

  /// One of a fixed set of words; nil also for the word that means none.
  mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, of parent: Message, _ type: Word.Type, none: String
  ) -> Word? {
    guard let text = text(name, of: parent), text != none else { return nil }
    if let word = Word(rawValue: text) { return word }
    let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
    refuse(parent.field(name), "'\(text.prefix(100))' is none of \(known)")
    return nil
  }
}

extension String {
  fileprivate var snakeCase: String {
    reduce(into: "") { text, character in text += character.isUppercase ? "_\(character.lowercased())" : "\(character)"
    }
  }

  /// What has no underscore is that already.
  fileprivate var camelCase: String {
    let parts = split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty }) else { return self }
    return parts.dropFirst().reduce(String(parts[0])) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
  }
}
