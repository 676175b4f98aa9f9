// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import HTTPTypes
package import Hummingbird

/// What an endpoint answers.
package struct Reply: Sendable {
  package var status: Int
  package var headers: HTTPFields
  package var body: ResponseBody

  package init(status: Int = 200, headers: HTTPFields = [:], body: ResponseBody = ResponseBody()) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  package static func json(_ value: JSONValue, status: Int = 200, headers: HTTPFields = [:]) -> Reply {
    .bytes(JSONText.of(value, isIndented: true) + [UInt8(ascii: "\n")], type: .json, status: status, headers: headers)
  }

  package static func bytes(
    _ bytes: [UInt8], type: MediaType, status: Int = 200, headers: HTTPFields = [:]
  ) -> Reply {
    var headers = headers
    headers[.contentType] = type.rawValue
    return Reply(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  package static func error(_ error: APIError) -> Reply { .json(error.output, status: error.code) }

  package enum MediaType: String, Sendable {
    case json = "application/json; charset=utf-8"
    case text = "text/plain; charset=utf-8"
    case events = "text/event-stream"
    case metrics = "text/plain; version=0.0.4; charset=utf-8"
    case bytes = "application/octet-stream"
  }
}
