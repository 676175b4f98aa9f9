// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension AttuneServer {
  /// The endpoints, and one more that tells them all.
  static func documented(_ endpoints: [Endpoint]) -> [Endpoint] {
    let own = Endpoint(
      "openapi", .get, "openapi.json", access: .anyone, "Describes this API as an OpenAPI 3.1 document.",
      answer: .json(.object)
    ) { _ in .json(.object([:])) }
    let document = Reply.json(OpenAPIDocument(endpoints + [own]).json)
    return endpoints + [
      Endpoint(own.name, own.method, own.path, access: own.access, own.summary, answer: own.answer) { _ in document }
    ]
  }
}
