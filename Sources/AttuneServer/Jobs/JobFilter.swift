// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// Which jobs a list holds, in the words of Google's filters: `jobId:census* AND NOT state:FAILED`.
///
/// ```
/// filter     = alternative { "OR" alternative }
/// alternative = factor { [ "AND" ] factor }
/// factor     = [ "NOT" | "-" ] ( "(" filter ")" | restriction )
/// restriction = field ( ":" | "=" | "!=" | "<" | "<=" | ">" | ">=" ) value
/// ```
/// A field is a path into the job: `state`, `labels.team`, `trainingInput.region`. A value is a word or a text in
/// quotes; `*` in it stands for any characters. `:` is true where the field holds the value.
package struct JobFilter: Sendable {
  fileprivate indirect enum Condition: Sendable {
    case all
    case either([Condition])
    case both([Condition])
    case not(Condition)
    case restriction(path: [String], Comparison, value: String)
  }

  fileprivate enum Comparison: String, Sendable, CaseIterable {
    case has = ":"
    case notEqual = "!="
    case atMost = "<="
    case atLeast = ">="
    case equal = "="
    case less = "<"
    case greater = ">"
  }

  private let condition: Condition

  /// - Throws: the first mistake, as one of the field `filter`.
  package init(_ text: String) throws(APIError) {
    guard text.utf8.count <= 2_048 else { throw Self.mistake("it is longer than 2048 bytes") }
    var parser = JobFilterParser(text)
    condition = try parser.filter()
  }

  fileprivate static func mistake(_ why: String) -> APIError {
    APIError(violations: [.init(field: "filter", description: why)])
  }

  /// - Parameter job: the resource.
  package func matches(_ job: JSONValue) -> Bool { condition.isTrue(of: job) }
}

extension JobFilter.Condition {
  func isTrue(of job: JSONValue) -> Bool {
    switch self {
    case .all: return true
    case .either(let conditions): return conditions.contains { $0.isTrue(of: job) }
    case .both(let conditions): return conditions.allSatisfy { $0.isTrue(of: job) }
    case .not(let condition): return !condition.isTrue(of: job)
    case .restriction(let path, let comparison, let value):
      let field = path.reduce(Optional(job)) { $0?[$1] }
      // A job without the field has no value that differs, is less, or is more.
      guard let field, field != .null else { return comparison == .notEqual }
      return comparison.isTrue(of: field, value)
    }
  }
}

extension JobFilter.Comparison {
  func isTrue(of field: JSONValue, _ value: String) -> Bool {
    switch field {
    case .string(let text): return isTrue(of: text, value)
    case .bool(let flag): return isTrue(of: "\(flag)", value.lowercased())
    case .integer(let number): return isTrue(of: Double(number), value)
    case .number(let number): return isTrue(of: number, value)
    case .array(let items): return items.contains { isTrue(of: $0, value) }
    case .object(let members): return self == .has && (value == "*" || members[value] != nil)
    case .null: return false
    }
  }

  /// Times are texts too, whose order is that of the moments: RFC 3339 in UTC.
  private func isTrue(of text: String, _ value: String) -> Bool {
    switch self {
    case .has: value.contains("*") ? Self.isLike(text, value) : text.lowercased().contains(value.lowercased())
    case .equal: value.contains("*") ? Self.isLike(text, value) : text == value
    case .notEqual: value.contains("*") ? !Self.isLike(text, value) : text != value
    case .less: text < value
    case .atMost: text <= value
    case .greater: text > value
    case .atLeast: text >= value
    }
  }

  private func isTrue(of number: Double, _ value: String) -> Bool {
    guard let other = Double(value) else { return self == .notEqual }
    return switch self {
    case .has, .equal: number == other
    case .notEqual: number != other
    case .less: number < other
    case .atMost: number <= other
    case .greater: number > other
    case .atLeast: number >= other
    }
  }

  /// `census*`: a star is any characters. Each piece is looked for once, from where the last one ended.
  private static func isLike(_ text: String, _ pattern: String) -> Bool {
    let pieces = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
    var rest = text.lowercased()[...]
    guard let first = pieces.first, let last = pieces.last, rest.hasPrefix(first) else { return false }
    rest = rest.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let range = rest.firstRange(of: piece) else { return false }
      rest = rest[range.upperBound...]
    }
    return pieces.count == 1 ? rest.isEmpty : rest.hasSuffix(last)
  }
}

/// Recursive descent over the text's tokens; nesting is bounded, since callers choose it.
private struct JobFilterParser {
  private enum Token: Equatable {
    case open, close, comparison(JobFilter.Comparison)
    case word(String)
    case text(String)
  }

  private var tokens: [Token] = []
  private var failure: APIError?
  private var next = 0
  private var depth = 0

  init(_ text: String) {
    var rest = text[...]
    while let character = rest.first {
      if character.isWhitespace {
        rest.removeFirst()
      } else if character == "(" || character == ")" {
        tokens.append(character == "(" ? .open : .close)
        rest.removeFirst()
      } else if character == "\"" || character == "'" {
        guard let text = Self.quoted(&rest) else {
          failure = JobFilter.mistake("a quoted text has no end")
          return
        }
        tokens.append(.text(text))
      } else if let comparison = JobFilter.Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) {
        tokens.append(.comparison(comparison))
        rest.removeFirst(comparison.rawValue.count)
        // A value may hold what would end a name: `createTime>2026-11-26T08:00:00Z`.
        if let value = Self.value(&rest) { tokens.append(.text(value)) }
      } else {
        let word = rest.prefix { !$0.isWhitespace && !"()\"'=<>!:".contains($0) }
        guard !word.isEmpty else {
          failure = JobFilter.mistake("'\(character)' stands where no field can begin")
          return
        }
        tokens.append(.word(String(word)))
        rest.removeFirst(word.count)
      }
    }
  }

  private static func quoted(_ rest: inout Substring) -> String? {
    let quote = rest.removeFirst()
    var text = ""
    while let character = rest.popFirst() {
      if character == quote { return text }
      if character == "\\", let escaped = rest.popFirst() { text.append(escaped) } else { text.append(character) }
    }
    return nil
  }

  private static func value(_ rest: inout Substring) -> String? {
    rest = rest.drop { $0 == " " }
    guard let first = rest.first, first != "\"", first != "'" else { return nil }
    let value = rest.prefix { !$0.isWhitespace && !"()".contains($0) }
    rest.removeFirst(value.count)
    return value.isEmpty ? nil : String(value)
  }

  mutating func filter() throws(APIError) -> JobFilter.Condition {
    if let failure { throw failure }
    guard !tokens.isEmpty else { return .all }
    let condition = try alternatives()
    guard next == tokens.count else { throw JobFilter.mistake("a ')' has no '('") }
    return condition
  }

  private mutating func alternatives() throws(APIError) -> JobFilter.Condition {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 20 else { throw JobFilter.mistake("it is nested deeper than 20 levels") }
    var all = [try conjunction()]
    while takeWord("OR") { all.append(try conjunction()) }
    return all.count == 1 ? all[0] : .either(all)
  }

  private mutating func conjunction() throws(APIError) -> JobFilter.Condition {
    var all = [try factor()]
    while next < tokens.count, tokens[next] != .close, tokens[next] != .word("OR") {
      _ = takeWord("AND")
      all.append(try factor())
    }
    return all.count == 1 ? all[0] : .both(all)
  }

  private mutating func factor() throws(APIError) -> JobFilter.Condition {
    if takeWord("NOT") { return .not(try negatable()) }
    if next < tokens.count, case .word(let word) = tokens[next], word.hasPrefix("-"), word.count > 1 {
      tokens[next] = .word(String(word.dropFirst()))
      return .not(try negatable())
    }
    return try negatable()
  }

  private mutating func negatable() throws(APIError) -> JobFilter.Condition {
    guard next < tokens.count else { throw JobFilter.mistake("something is missing at its end") }
    defer { next += 1 }
    switch tokens[next] {
    case .open:
      next += 1
      let inner = try alternatives()
      guard next < tokens.count, tokens[next] == .close else { throw JobFilter.mistake("a '(' has no ')'") }
      return inner
    case .word(let field): return try restriction(of: field)
    case .close, .comparison, .text:
      throw JobFilter.mistake("a field is missing: write FIELD:VALUE, such as state:RUNNING")
    }
  }

  private mutating func restriction(of field: String) throws(APIError) -> JobFilter.Condition {
    guard next + 2 < tokens.count, case .comparison(let comparison) = tokens[next + 1] else {
      throw JobFilter.mistake("'\(field)' is compared with nothing: write \(field):VALUE, or = != < <= > >=")
    }
    guard case .text(let value) = tokens[next + 2] else {
      throw JobFilter.mistake("'\(field)\(comparison.rawValue)' has no value behind it")
    }
    next += 2
    return .restriction(path: field.split(separator: ".").map(String.init), comparison, value: value)
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard next < tokens.count, tokens[next] == .word(word) else { return false }
    next += 1
    return true
  }
}
