// SPDX-License-Identifier: Apache-2.0

/// One value per parameter, in the search space's order.
public struct Assignment: Sendable, Hashable, CustomStringConvertible {
  /// A parameter's value under its name.
  public struct Entry: Sendable, Hashable {
    public let name: String
    public let value: ParameterValue

    public init(name: String, value: ParameterValue) {
      self.name = name
      self.value = value
    }
  }

  public let entries: [Entry]

  public init(_ entries: [Entry]) { self.entries = entries }

  /// Nil where no parameter has the name. O(parameters).
  public subscript(name: String) -> ParameterValue? {
    entries.first { $0.name == name }?.value
  }

  /// For people: `name=value`, with spaces between.
  public var description: String {
    entries.map { "\($0.name)=\($0.value.text)" }.joined(separator: " ")
  }

  /// `--name=value`, one token each, names verbatim.
  public var flags: [String] {
    entries.map { "--\($0.name)=\($0.value.text)" }
  }
}
