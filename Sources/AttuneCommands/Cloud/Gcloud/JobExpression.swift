// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// `--filter`: `jobId:census* AND state=FAILED`, also with OR, NOT and parentheses, over the keys of a job.
struct JobExpression {
  private indirect enum Node {
    case term(key: String, operation: String, value: String)
    case all([Node])
    case any([Node])
    case not(Node)
  }

  private let root: Node

  /// - Parameter command: for messages.
  init(_ text: String, of command: String) throws(GcloudFailure) {
    var parser = Parser(tokens: Self.tokens(of: text)[...])
    guard let node = parser.alternatives(), parser.tokens.isEmpty else {
      throw GcloudFailure(
        command, "argument --filter: '\(text)' can't be read; expressions are like jobId:census* AND state=FAILED",
        status: 2)
    }
    root = node
  }

  func matches(_ job: JobSummary) -> Bool { Self.holds(root, job.output(trials: [])) }

  private static func holds(_ node: Node, _ job: JSONValue) -> Bool {
    switch node {
    case .all(let nodes): nodes.allSatisfy { holds($0, job) }
    case .any(let nodes): nodes.contains { holds($0, job) }
    case .not(let node): !holds(node, job)
    case .term(let key, let operation, let value):
      compare(String(GcloudFormat.values(of: [key], in: job).dropLast()), operation, value)
    }
  }

  /// `:` also finds a part, and a beginning with `*` behind it.
  private static func compare(_ text: String, _ operation: String, _ value: String) -> Bool {
    switch operation {
    case ":" where value.hasSuffix("*"): text.lowercased().hasPrefix(value.dropLast().lowercased())
    case ":": text.lowercased().contains(value.lowercased())
    case "=": text == value
    case "!=": text != value
    case "<": text < value
    case "<=": text <= value
    case ">": text > value
    default: text >= value
    }
  }

  private struct Parser {
    var tokens: ArraySlice<String>

    mutating func alternatives() -> Node? {
      guard var nodes = conjunction().map({ [$0] }) else { return nil }
      while tokens.first == "OR" {
        tokens.removeFirst()
        guard let next = conjunction() else { return nil }
        nodes.append(next)
      }
      return nodes.count == 1 ? nodes[0] : .any(nodes)
    }

    /// Terms that stand side by side hold all together.
    private mutating func conjunction() -> Node? {
      guard var nodes = factor().map({ [$0] }) else { return nil }
      while let next = tokens.first, next != "OR", next != ")" {
        if next == "AND" { tokens.removeFirst() }
        guard let node = factor() else { return nil }
        nodes.append(node)
      }
      return nodes.count == 1 ? nodes[0] : .all(nodes)
    }

    private mutating func factor() -> Node? {
      switch tokens.first {
      case "NOT", "-":
        tokens.removeFirst()
        return factor().map { .not($0) }
      case "(":
        tokens.removeFirst()
        guard let inner = alternatives(), tokens.popFirst() == ")" else { return nil }
        return inner
      default: return term()
      }
    }

    private mutating func term() -> Node? {
      guard let key = tokens.popFirst(), key.allSatisfy({ $0.isLetter || $0.isNumber || "._-".contains($0) }),
        let operation = tokens.popFirst(), JobExpression.operations.contains(operation), let value = tokens.popFirst()
      else { return nil }
      return .term(key: key, operation: operation, value: value)
    }
  }

  fileprivate static let operations = ["!=", "<=", ">=", ":", "=", "<", ">"]

  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first == " " {
        rest.removeFirst()
      } else if first == "(" || first == ")" {
        tokens.append(String(rest.removeFirst()))
      } else if let operation = operations.first(where: rest.hasPrefix) {
        tokens.append(operation)
        rest.removeFirst(operation.count)
      } else if first == "\"" || first == "'" {
        rest.removeFirst()
        tokens.append(String(rest.prefix { $0 != first }))
        rest = rest.drop { $0 != first }.dropFirst()
      } else {
        // A value may hold colons, as times do; a key may not.
        let isValue = tokens.last.map(operations.contains) ?? false
        let word = rest.prefix { character in
          character != " " && character != "(" && character != ")" && (isValue || !":=<>!".contains(character))
        }
        guard !word.isEmpty else { return [] }
        tokens.append(String(word))
        rest.removeFirst(word.count)
      }
    }
    return tokens
  }
}
