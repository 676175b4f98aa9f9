// SPDX-License-Identifier: Apache-2.0

/// The part of an object that `Range` asks for: `bytes=0-99`, `bytes=100-`, `bytes=-100` (RFC 9110, §14.1.2).
package struct ByteRange {
  package let bounds: Range<Int>

  /// - Throws: 416 for what lies behind the end, and for more than one range.
  package init(_ text: String, of size: Int) throws(APIError) {
    let parts = text.hasPrefix("bytes=") ? text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false) : []
    let numbers = parts.map { Int($0) }
    guard parts.count == 2, zip(parts, numbers).allSatisfy({ $0.isEmpty || ($1 ?? -1) >= 0 }) else {
      throw Self.unsatisfiable(text, size)
    }
    switch (numbers[0], numbers[1]) {
    case (let first?, let last) where first < size && first <= last ?? .max:
      bounds = first..<min(size - 1, last ?? .max) + 1
    case (nil, let count?) where count > 0 && size > 0: bounds = max(0, size - count)..<size
    default: throw Self.unsatisfiable(text, size)
    }
  }

  private static func unsatisfiable(_ text: String, _ size: Int) -> APIError {
    APIError(.invalidArgument, "the range is not one of the object's \(size) bytes", code: 416)
  }
}

/// What part of an upload a request carries: `bytes 0-99/*`, `bytes 100-149/150`, `bytes */150`, `bytes */*`.
package struct SentRange: Equatable {
  /// Nil for a request that only asks how far the upload is.
  package let bounds: ClosedRange<Int>?
  /// Nil where the sender doesn't know yet.
  package let total: Int?

  package init(_ text: String) throws(APIError) {
    let parts = text.hasPrefix("bytes ") ? text.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false) : []
    guard parts.count == 2 else { throw Self.mistake }
    total = Int(parts[1])
    guard parts[1] == "*" || (total ?? -1) >= 0 else { throw Self.mistake }
    if parts[0] == "*" {
      bounds = nil
      return
    }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first >= 0, first <= last, last < total ?? .max
    else { throw Self.mistake }
    bounds = first...last
  }

  private static let mistake = APIError(violations: [
    .init(field: "Content-Range", description: "write 'bytes FIRST-LAST/TOTAL', with * for what is not known")
  ])
}
