// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

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
  public var text: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): value.isFinite ? "\(value)" : "\"\(value.metricText)\""
    case .string(let value): Self.quoted(value)
    case .array(let values): "[\(values.map(\.text).joined(separator: ","))]"
    case .object(let members):
      "{\(members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.text)" }.joined(separator: ","))}"
    }
  }

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

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
