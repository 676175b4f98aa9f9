// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// The table of endpoints as an OpenAPI 3.1 document.
package struct OpenAPIDocument: Sendable {
  package let json: JSONValue

  package init(_ endpoints: [Endpoint]) {
    let paths = Dictionary(grouping: endpoints, by: \.path.description)
    json = .object([
      "openapi": .string("3.1.0"),
      "info": .object([
        "title": .string("Attune"), "version": .string("1"),
        "description": .string(
          "Hyperparameter tuning by the REST API of Cloud ML Engine (version 1 of `ml.googleapis.com`), and more. "
            + "Whole numbers of 64 bits are strings; members with their default value are left out."),
        "license": .object(["name": .string("Apache 2.0"), "identifier": .string("Apache-2.0")]),
      ]),
      "servers": .array([.object(["url": .string("/")])]),
      "security": .array([.object(["bearer": .array([])]), .object(["key": .array([])])]),
      "paths": .object(
        Dictionary(
          paths.map { ("/\($0)", Self.item($1)) }, uniquingKeysWith: { first, _ in first })),
      "components": .object([
        "securitySchemes": .object([
          "bearer": .object(["type": .string("http"), "scheme": .string("bearer")]),
          "key": .object(["type": .string("apiKey"), "in": .string("query"), "name": .string("key")]),
        ]),
        "schemas": .object(Schemas.all.mapValues(\.json)),
      ]),
    ])
  }

  private static func item(_ endpoints: [Endpoint]) -> JSONValue {
    .object(
      Dictionary(
        endpoints.map { ($0.method.rawValue.lowercased(), operation($0)) }, uniquingKeysWith: { first, _ in first }))
  }

  private static func operation(_ endpoint: Endpoint) -> JSONValue {
    var operation: [String: JSONValue] = [
      "operationId": .string(endpoint.name), "summary": .string(endpoint.summary), "responses": responses(endpoint),
    ]
    let parameters =
      endpoint.path.parameters.map { parameter($0, in: "path", Schemas.pathParameters[$0] ?? .string()) }
      + endpoint.query.map { parameter($0.name, in: "query", $0.schema, $0.summary) }
    if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
    if endpoint.access == .anyone { operation["security"] = .array([]) }
    if endpoint.access == .owner { operation["description"] = .string("Needs the owner's token.") }
    switch endpoint.body {
    case .none: break
    case .json(let schema): operation["requestBody"] = content("application/json", schema)
    case .bytes: operation["requestBody"] = content("application/octet-stream", Schema([:]))
    }
    return .object(operation)
  }

  private static func parameter(
    _ name: String, in place: String, _ schema: Schema, _ summary: String? = nil
  ) -> JSONValue {
    var parameter: [String: JSONValue] = ["name": .string(name), "in": .string(place), "schema": schema.json]
    parameter["description"] = summary.map(JSONValue.string)
    if place == "path" { parameter["required"] = .bool(true) }
    return .object(parameter)
  }

  private static func content(_ type: String, _ schema: Schema) -> JSONValue {
    .object(["content": .object([type: .object(["schema": schema.json])])])
  }

  private static func responses(_ endpoint: Endpoint) -> JSONValue {
    var good: [String: JSONValue] = ["description": .string("What was asked for.")]
    switch endpoint.answer {
    case .json(let schema): good["content"] = .object(["application/json": .object(["schema": schema.json])])
    case .text(let type): good["content"] = .object([type: .object(["schema": Schema.string().json])])
    case .bytes: good["content"] = .object(["application/octet-stream": .object([:])])
    case .nothing: break
    }
    let isEmpty = if case .nothing = endpoint.answer { true } else { false }
    return .object([
      isEmpty ? "204" : "200": .object(good),
      "default": .object([
        "description": .string("What was wrong."),
        "content": .object(["application/json": .object(["schema": Schema.named("Error").json])]),
      ]),
    ])
  }
}
