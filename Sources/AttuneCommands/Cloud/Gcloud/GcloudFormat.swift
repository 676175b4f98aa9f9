// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// `--format`, as far as scripts use it.
enum GcloudFormat: Hashable {
  case usual, yaml, json
  /// Nothing is printed.
  case none
  /// Keys, with dots: their values, with tabs between them.
  case value([String])

  init(_ text: String?, of command: String) throws(GcloudFailure) {
    switch text {
    case nil, "", "default": self = .usual
    case "yaml": self = .yaml
    case "json": self = .json
    case "none", "disable": self = .none
    case let text? where text.hasPrefix("value(") && text.hasSuffix(")"):
      let keys = text.dropFirst(6).dropLast().split(separator: ",").map { key in
        key.split(separator: " ").joined()
      }
      guard !keys.isEmpty, !keys.contains(where: { $0.contains("(") }) else { throw Self.unknown(text, command) }
      self = .value(keys)
    case let text?: throw Self.unknown(text, command)
    }
  }

  private static func unknown(_ text: String, _ command: String) -> GcloudFailure {
    GcloudFailure(
      command, "argument --format: '\(text)' is not known here; yaml, json, value(KEY,…) and none are", status: 2)
  }

  static func values(of keys: [String], in resource: JSONValue) -> String {
    keys.map { key in
      key.split(separator: ".").reduce(Optional(resource)) { $0?[String($1)] }.map(Self.text) ?? ""
    }.joined(separator: "\t") + "\n"
  }

  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .bool(let flag): flag ? "True" : "False"
    case .array(let values): values.map(text).joined(separator: ";")
    default: value.text
    }
  }
}
