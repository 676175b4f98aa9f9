// SPDX-License-Identifier: Apache-2.0

/// What a request line asks for: `/v1/projects/p/jobs?pageSize=5`, taken apart and decoded exactly once.
package struct RequestTarget: Sendable, Hashable {
  /// Without the slashes between them.
  package let segments: [String]
  package let query: Query

  /// - Parameter text: as it stands in the request line.
  package init(_ text: String) throws(APIError) {
    // The other forms name a host: whoever sends them takes this for a proxy.
    guard text.utf8.first == UInt8(ascii: "/") else {
      throw APIError(.invalidArgument, "the request's path must begin with '/'")
    }
    guard text.utf8.count <= Self.longest else {
      throw APIError(.invalidArgument, "the request's path and query are longer than \(Self.longest) bytes", code: 414)
    }
    let target = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var segments: [String] = []
    for segment in parts[0].dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let decoded = PercentCoding.decoded(segment.utf8) else {
        throw APIError(.invalidArgument, "the request's path holds a '%' that encodes no text")
      }
      segments.append(decoded)
    }
    self.segments = segments
    query = try Query(parts.count > 1 ? parts[1] : "")
  }

  private static let longest = 8_192
}

/// The parameters behind the `?`: form-encoded, so `+` is a space.
package struct Query: Sendable, Hashable {
  package let parameters: [(name: String, value: String)]

  init(_ text: Substring) throws(APIError) {
    var parameters: [(String, String)] = []
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentCoding.decoded(parts[0].utf8, plusIsSpace: true),
        let value = PercentCoding.decoded((parts.count > 1 ? parts[1] : "").utf8, plusIsSpace: true)
      else { throw APIError(.invalidArgument, "the request's query holds a '%' that encodes no text") }
      parameters.append((name, value))
    }
    self.parameters = parameters
  }

  /// The value of a parameter that may be given once; nil where it is not, or is empty.
  package subscript(name: String) -> String? {
    parameters.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  package static func == (a: Query, b: Query) -> Bool { a.parameters.elementsEqual(b.parameters, by: ==) }

  package func hash(into hasher: inout Hasher) {
    for (name, value) in parameters {
      hasher.combine(name)
      hasher.combine(value)
    }
  }
}

/// `%41` is `A` (RFC 3986, §2.1).
package enum PercentCoding {
  /// Nil where a `%` has no two digits behind it, or the bytes are no UTF-8, or hold a zero.
  package static func decoded(_ text: some Collection<UInt8>, plusIsSpace: Bool = false) -> String? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else { return nil }
        bytes.append(high << 4 | low)
      } else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
      }
    }
    return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
  }

  /// All but letters, digits and `-._~` as `%` and digits.
  package static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let isPlain =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._~".utf8.contains(byte)
      bytes += isPlain ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
