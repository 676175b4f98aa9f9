// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension ConfigurationNode {
  /// - Parameter path: of the value, as the service names fields: `job.training_input.hyperparameters.params[0]`.
  init(_ json: JSONValue, at path: String) {
    location = .field(path)
    content =
      switch json {
      case .null: .null("")
      case .bool(let flag): .scalar("\(flag)")
      case .integer(let number): .scalar("\(number)")
      case .number(let number): .scalar("\(number)")
      case .string(let text): .scalar(text)
      case .array(let items):
        .list(items.enumerated().map { ConfigurationNode($1, at: "\(path)[\($0)]") })
      case .object(let members):
        .mapping(
          members.sorted { $0.key < $1.key }.map { key, value in
            let place = "\(path).\(key.snakeCase)"
            return Entry(key: key, keyLocation: .field(place), value: ConfigurationNode(value, at: place))
          })
      }
  }
}

extension String {
  /// `minValue` → `min_value`; anything else as it is.
  fileprivate var snakeCase: String { reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : "\($1)" } }
}
