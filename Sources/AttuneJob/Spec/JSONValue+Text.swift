// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
  public subscript(key: String) -> JSONValue? {
    get {
      if case .object(let members) = self { members[key] } else { nil }
    }
    set {
      guard case .object(var members) = self else { return }
      members[key] = newValue
      self = .object(members)
    }
  }

  /// On one line, members in the order of their names. Non-finite numbers are written as strings.
  public var text: String { String(decoding: JSONText.of(self), as: UTF8.self) }

  /// For reading: two spaces a level, a newline at the end.
  public var indented: String { String(decoding: JSONText.of(self, isIndented: true), as: UTF8.self) + "\n" }

  /// `maxTrials` → `max_trials`, all the way down: the spelling inside `TF_CONFIG`.
  var withSnakeCaseKeys: JSONValue {
    switch self {
    case .array(let values): .array(values.map(\.withSnakeCaseKeys))
    case .object(let members):
      .object(
        Dictionary(
          members.map { (Self.snakeCase($0.key), $0.value.withSnakeCaseKeys) }, uniquingKeysWith: { a, _ in a }))
    default: self
    }
  }

  private static func snakeCase(_ key: String) -> String {
    key.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
  }
}
