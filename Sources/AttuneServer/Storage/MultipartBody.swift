// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import FoundationEssentials

/// A body of two parts: an object's metadata as JSON, then its content (RFC 2387).
package struct MultipartBody {
  package let content: [UInt8]
  private let json: [UInt8]

  /// - Parameter type: the request's `Content-Type`.
  package init(_ body: [UInt8], type: String) throws(APIError) {
    guard let boundary = Self.boundary(of: type) else { throw Self.mistake("its Content-Type names no boundary") }
    let mark = Array("--\(boundary)".utf8)
    let parts = try Self.parts(of: body[...], mark: mark)
    guard parts.count == 2 else { throw Self.mistake("it must have two parts, metadata and content") }
    json = Array(parts[0])
    content = Array(parts[1])
  }

  /// A text of the metadata; nil where it has none.
  package func metadata(named name: String) throws(APIError) -> String? {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(json)), case .object(let members) = value
    else { throw Self.mistake("its first part must be a JSON object") }
    if case .string(let text)? = members[name] { return text }
    return nil
  }

  private static func mistake(_ why: String) -> APIError {
    APIError(.invalidArgument, "the request's body can't be read: \(why)")
  }

  private static func boundary(of type: String) -> String? {
    guard type.lowercased().hasPrefix("multipart/"), let range = type.firstRange(of: "boundary=") else { return nil }
    var text = type[range.upperBound...].prefix { $0 != ";" }
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count >= 2 { text = text.dropFirst().dropLast() }
    if text.hasPrefix("'"), text.hasSuffix("'"), text.count >= 2 { text = text.dropFirst().dropLast() }
    return (1...70).contains(text.utf8.count) ? String(text) : nil
  }

  /// What stands between the marks, without each part's own head.
  private static func parts(of body: ArraySlice<UInt8>, mark: [UInt8]) throws(APIError) -> [ArraySlice<UInt8>] {
    let lineEnd = Array("\r\n".utf8)
    guard let first = body.firstRange(of: mark) else { throw mistake("its boundary is not in it") }
    var parts: [ArraySlice<UInt8>] = []
    var rest = body[first.upperBound...]
    while !rest.starts(with: Array("--".utf8)) {
      guard parts.count < 2, let next = rest.firstRange(of: lineEnd + mark),
        let head = rest[..<next.lowerBound].firstRange(of: lineEnd + lineEnd)
      else { throw mistake("a part has no end or no head, or there are more than two") }
      parts.append(rest[head.upperBound..<next.lowerBound])
      rest = rest[next.upperBound...]
    }
    return parts
  }
}
