// SPDX-License-Identifier: Apache-2.0
import Yams

/// Converts Yams' nodes, with merge keys (`<<`) resolved, repeated keys reported and growth bounded.
struct YAMLTree {
  /// Enough for a thousand parameters of a hundred values; aliases count each time they are used.
  static let largestCount = 100_000
  static let deepest = 50

  let file: String
  let originals: [Unicode.Scalar: Unicode.Scalar]
  private(set) var diagnostics: [Diagnostic] = []
  private var count = 0

  init(file: String, originals: [Unicode.Scalar: Unicode.Scalar]) {
    self.file = file
    self.originals = originals
  }

  static func tooDeep(at location: Diagnostic.Location) -> Diagnostic {
    Diagnostic(.error, at: location, "nested deeper than \(deepest) levels")
  }

  mutating func converted(_ node: Node, depth: Int) throws(Diagnostic) -> ConfigurationNode {
    count += 1
    let location = location(of: node)
    guard count <= Self.largestCount else {
      throw Diagnostic(.error, at: location, "the file holds more than \(Self.largestCount) values")
    }
    guard depth <= Self.deepest else { throw Self.tooDeep(at: location) }
    switch node {
    case .scalar(let scalar):
      let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return ConfigurationNode(
        location: location, content: isNull ? .null(scalar.string) : .scalar(scalar.string))
    case .sequence(let sequence):
      var items: [ConfigurationNode] = []
      for item in sequence { items.append(try converted(item, depth: depth + 1)) }
      return ConfigurationNode(location: location, content: .list(items))
    case .mapping(let mapping):
      let entries = try entries(of: mapping, depth: depth)
      return ConfigurationNode(location: location, content: .mapping(entries))
    case .alias(let alias):
      throw Diagnostic(.error, at: location, "nothing is anchored as '\(alias.anchor.rawValue)'")
    }
  }

  private mutating func entries(
    of mapping: Node.Mapping, depth: Int
  ) throws(Diagnostic) -> [ConfigurationNode.Entry] {
    var entries: [ConfigurationNode.Entry] = []
    var merged: [ConfigurationNode.Entry] = []
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        throw Diagnostic(.error, at: location(of: key), "a key must be a word, not a list or a mapping")
      }
      let name = restored(scalar.string)
      let node = try converted(value, depth: depth + 1)
      if name == "<<", scalar.style == .plain {
        merged += node.content.mergedEntries
      } else if let first = entries.first(where: { $0.key == name }) {
        let line = first.keyLocation.line.map { "first in line \($0); " } ?? ""
        diagnostics.append(
          Diagnostic(
            .error, at: location(of: key), "'\(name)' is given twice", hint: line + "keep one of them"))
      } else {
        entries.append(.init(key: name, keyLocation: location(of: key), value: node))
      }
    }
    for entry in merged where !entries.contains(where: { $0.key == entry.key }) { entries.append(entry) }
    return entries
  }

  private func location(of node: Node) -> Diagnostic.Location {
    node.mark.map { .position(file: file, line: $0.line, column: $0.column) } ?? .file(file)
  }

  private func restored(_ key: String) -> String {
    guard let first = key.unicodeScalars.first, let original = originals[first] else { return key }
    return String(original) + String(key.unicodeScalars.dropFirst())
  }
}

extension ConfigurationNode.Content {
  fileprivate var mergedEntries: [ConfigurationNode.Entry] {
    switch self {
    case .mapping(let entries): entries
    case .list(let items): items.flatMap(\.content.mergedEntries)
    case .scalar, .null: []
    }
  }
}
