// SPDX-License-Identifier: Apache-2.0

/// Gives a tree its shape: names in camelCase, scalars as what they mean, everything else reported.
struct ShapeReader {
  var diagnostics = Diagnostics()

  /// - Parameter name: the key that the value belongs to, as messages call it.
  mutating func value(of node: ConfigurationNode, as shape: Shape, name: String) -> LocatedValue {
    if case .null = node.content { return LocatedValue(location: node.location, content: .null) }
    switch shape {
    case .list(let item): return list(node, of: item, name: name)
    case .map(let item): return map(node, of: item, name: name)
    case .object(let object): return self.object(node, as: object, name: name)
    case .wordOrObject(let vocabulary, let object):
      if case .scalar(let text) = node.content {
        return LocatedValue(location: node.location, content: word(text, of: vocabulary, or: object, name, node))
      }
      return self.object(node, as: object, name: name)
    case .text, .flag, .int32, .int64, .number, .duration, .word:
      return LocatedValue(location: node.location, content: scalar(node, as: shape, name: name))
    }
  }

  private mutating func list(_ node: ConfigurationNode, of item: Shape, name: String) -> LocatedValue {
    guard case .list(let nodes) = node.content else {
      let hint =
        if case .scalar(let text) = node.content {
          "write [\(text.split(separator: " ").joined(separator: ", "))]"
        } else { "begin each item with '- '" }
      diagnostics.error("'\(name)' must be a list", at: node.location, hint: hint)
      return LocatedValue(location: node.location, content: .unusable)
    }
    var items: [LocatedValue] = []
    for node in nodes { items.append(self.item(node, as: item, of: name)) }
    return LocatedValue(location: node.location, content: .list(items))
  }

  /// In a list of texts `null` is a word like another: `categoricalValues: [null, relu]`.
  private mutating func item(_ node: ConfigurationNode, as shape: Shape, of name: String) -> LocatedValue {
    guard case .null(let written) = node.content else { return value(of: node, as: shape, name: name) }
    if case .text = shape, !written.isEmpty {
      return LocatedValue(location: node.location, content: .text(written))
    }
    diagnostics.error("an item of '\(name)' has no value", at: node.location)
    return LocatedValue(location: node.location, content: .unusable)
  }

  private mutating func map(_ node: ConfigurationNode, of item: Shape, name: String) -> LocatedValue {
    guard case .mapping(let entries) = node.content else { return noMapping(node, name: name) }
    var fields: [LocatedValue.Field] = []
    for entry in entries {
      let value = value(of: entry.value, as: item, name: entry.key)
      fields.append(.init(name: entry.key, keyLocation: entry.keyLocation, value: value))
    }
    return LocatedValue(location: node.location, content: .object(fields))
  }

  mutating func noMapping(_ node: ConfigurationNode, name: String) -> LocatedValue {
    let kind = if case .list = node.content { "a list" } else { "a single value" }
    diagnostics.error(
      "'\(name)' must hold keys and values, not \(kind)", at: node.location,
      hint: "write 'key: value' lines, indented below it")
    return LocatedValue(location: node.location, content: .unusable)
  }
}
