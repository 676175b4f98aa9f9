// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// A value that has the shape it should have, with its place in the file.
struct LocatedValue {
  let location: Diagnostic.Location
  let content: Content

  indirect enum Content {
    case text(String)
    case flag(Bool)
    case integer(Int, isLong: Bool)
    /// With its text, for messages that quote it.
    case number(Double, written: String)
    case list([LocatedValue])
    case object([Field])
    /// Given without a value.
    case null
    /// Of the wrong shape, which has been said.
    case unusable
  }

  struct Field {
    /// Canonical: camelCase where the key is a known one.
    let name: String
    let keyLocation: Diagnostic.Location
    let value: LocatedValue
  }
}

extension LocatedValue {
  var fields: [Field] { if case .object(let fields) = content { fields } else { [] } }
  var items: [LocatedValue]? { if case .list(let items) = content { items } else { nil } }
  var text: String? { if case .text(let text) = content { text } else { nil } }
  var flag: Bool? { if case .flag(let flag) = content { flag } else { nil } }
  var integer: Int? { if case .integer(let number, _) = content { number } else { nil } }
  var number: Double? { if case .number(let number, _) = content { number } else { nil } }
  var texts: [String]? { items.map { $0.compactMap(\.text) } }

  var isUnusable: Bool { if case .unusable = content { true } else { false } }
  var isNull: Bool { if case .null = content { true } else { false } }

  /// As the user wrote it; empty for what is no scalar.
  var written: String {
    switch content {
    case .text(let text): text
    case .flag(let flag): "\(flag)"
    case .integer(let number, _): "\(number)"
    case .number(_, let written): written
    case .list, .object, .null, .unusable: ""
    }
  }

  /// The value of a key; nil where it is missing or null. May be unusable.
  subscript(name: String) -> LocatedValue? {
    fields.first { $0.name == name && !$0.value.isNull }?.value
  }

  /// By the rules of the service's JSON: whole numbers of 64 bits are strings.
  var json: JSONValue {
    switch content {
    case .text(let text): .string(text)
    case .flag(let flag): .bool(flag)
    case .integer(let number, let isLong): isLong ? .string("\(number)") : .integer(number)
    case .number(let number, _): .number(number)
    case .list(let items): .array(items.map(\.json))
    case .object(let fields):
      .object(
        Dictionary(
          fields.filter { !$0.value.isNull }.map { ($0.name, $0.value.json) }, uniquingKeysWith: { a, _ in a }))
    case .null, .unusable: .null
    }
  }
}
