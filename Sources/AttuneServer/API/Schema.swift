// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// A JSON Schema (2020-12), for the OpenAPI document.
package struct Schema: Sendable, Hashable {
  package let json: JSONValue

  package init(_ json: [String: JSONValue]) { self.json = .object(json) }

  package static func string(_ summary: String? = nil, pattern: String? = nil, example: String? = nil) -> Schema {
    var json: [String: JSONValue] = ["type": .string("string")]
    json["description"] = summary.map(JSONValue.string)
    json["pattern"] = pattern.map(JSONValue.string)
    json["examples"] = example.map { .array([.string($0)]) }
    return Schema(json)
  }

  package static func integer(_ range: ClosedRange<Int>? = nil) -> Schema {
    var json: [String: JSONValue] = ["type": .string("integer")]
    json["minimum"] = range.map { .integer($0.lowerBound) }
    json["maximum"] = range.map { .integer($0.upperBound) }
    return Schema(json)
  }

  package static let number = Schema(["type": .string("number")])
  package static let boolean = Schema(["type": .string("boolean")])
  /// Any JSON object.
  package static let object = Schema(["type": .string("object")])
  package static let texts = Schema([
    "type": .string("object"), "additionalProperties": .object(["type": .string("string")]),
  ])

  package static func word(_ words: some Sequence<String>) -> Schema {
    Schema(["type": .string("string"), "enum": .array(words.map { .string($0) })])
  }

  package static func list(_ items: Schema) -> Schema { Schema(["type": .string("array"), "items": items.json]) }

  /// - Parameter required: those that are always there.
  package static func object(
    _ members: [String: Schema], required: [String] = [], isClosed: Bool = false
  ) -> Schema {
    var json: [String: JSONValue] = [
      "type": .string("object"), "properties": .object(members.mapValues(\.json)),
    ]
    if !required.isEmpty { json["required"] = .array(required.map { .string($0) }) }
    if isClosed { json["additionalProperties"] = .bool(false) }
    return Schema(json)
  }

  /// One of the document's named schemas.
  package static func named(_ name: String) -> Schema { Schema(["$ref": .string("#/components/schemas/\(name)")]) }
}
