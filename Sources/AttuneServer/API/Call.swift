// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import FoundationEssentials
package import HTTPTypes
package import Hummingbird
import NIOCore

/// A request to an endpoint, by a caller who may make it.
package struct Call: Sendable {
  /// The path's parameters, decoded once; nothing is known of them but that they are not empty.
  package let parameters: [String: String]
  package let query: Query
  package let headers: HTTPFields
  package let body: RequestBody
  /// `http://host:port` as the caller sees the server.
  package let base: String

  package init(
    parameters: [String: String], query: Query, headers: HTTPFields = [:],
    body: RequestBody = RequestBody(buffer: ByteBuffer()),
    base: String = "http://localhost"
  ) {
    self.parameters = parameters
    self.query = query
    self.headers = headers
    self.body = body
    self.base = base
  }

  /// - Precondition: the endpoint's path has it.
  package subscript(parameter name: String) -> String {
    guard let value = parameters[name] else { preconditionFailure("the path has no parameter '\(name)'") }
    return value
  }

  /// The body as a JSON object; an empty body is an empty object.
  package func object(upTo limit: Int = Call.largestJSON) async throws -> [String: JSONValue] {
    let bytes = try await bytes(upTo: limit)
    guard !bytes.isEmpty else { return [:] }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      throw APIError(.invalidArgument, "the request's body is no valid JSON")
    }
    guard case .object(let members) = value else {
      throw APIError(.invalidArgument, "the request's body must be a JSON object")
    }
    return members
  }

  /// All of the body.
  package func bytes(upTo limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    try await read { chunk in
      guard bytes.count + chunk.readableBytes <= limit else {
        throw APIError(.invalidArgument, "the request's body is longer than \(limit) bytes", code: 413)
      }
      bytes += chunk.readableBytesView
    }
    return bytes
  }

  /// Takes the body as it comes.
  package func read(_ take: (ByteBuffer) async throws -> Void) async throws {
    var chunks = body.makeAsyncIterator()
    while true {
      let chunk: ByteBuffer?
      do {
        chunk = try await chunks.next()
      } catch {
        throw APIError(.invalidArgument, "the request's body broke off, or is not what its head announces")
      }
      guard let chunk else { return }
      try await take(chunk)
    }
  }

  /// Bytes of a job with hundreds of parameters, and room to spare.
  package static let largestJSON = 1 << 20

  /// A whole number of the query in a range.
  package func integer(_ name: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
    guard let text = query[name] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw APIError(violations: [
        .init(field: name, description: "'\(text)' is no whole number from \(range.lowerBound) to \(range.upperBound)")
      ])
    }
    return number
  }
}
