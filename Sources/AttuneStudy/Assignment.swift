// SPDX-License-Identifier: Apache-2.0

/// One value per parameter, in the search space's order.
public struct Assignment: Sendable, Hashable {
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

  public subscript(name: String) -> ParameterValue? {
    entries.first { $0.name == name }?.value
  }

  /// `--name=value`, one token each, names verbatim.
  public var flags: [String] {
    entries.map { "--\($0.name)=\($0.value.text)" }
  }
}
