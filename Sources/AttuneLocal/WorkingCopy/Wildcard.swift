// SPDX-License-Identifier: Apache-2.0

/// A pattern for one name: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before a character that is meant literally.
struct Wildcard: Sendable, Hashable {
  private enum Piece: Sendable, Hashable {
    case byte(UInt8)
    case anyByte
    case anyBytes
    case oneOf([ClosedRange<UInt8>], negated: Bool)
  }

  private let pieces: [Piece]

  init(_ pattern: some Collection<UInt8>) {
    var rest = Array(pattern)[...]
    var pieces: [Piece] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): pieces.append(.anyBytes)
      case UInt8(ascii: "?"): pieces.append(.anyByte)
      case UInt8(ascii: "\\"): pieces.append(.byte(rest.popFirst() ?? byte))
      case UInt8(ascii: "["): pieces.append(Self.takeClass(&rest) ?? .byte(byte))
      default: pieces.append(.byte(byte))
      }
    }
    self.pieces = pieces
  }

  /// Linear in most cases, at worst pattern × name: on a mismatch only the last `*` is tried again.
  func matches(_ name: ArraySlice<UInt8>) -> Bool {
    var piece = 0, at = name.startIndex
    var retry: (piece: Int, at: Int)?
    while at < name.endIndex {
      if piece < pieces.count, case .anyBytes = pieces[piece] {
        retry = (piece, at)
        piece += 1
      } else if piece < pieces.count, Self.matches(pieces[piece], name[at]) {
        piece += 1
        at += 1
      } else if let last = retry {
        retry = (last.piece, last.at + 1)
        (piece, at) = (last.piece + 1, last.at + 1)
      } else {
        return false
      }
    }
    return pieces[piece...].allSatisfy { $0 == .anyBytes }
  }

  private static func matches(_ piece: Piece, _ byte: UInt8) -> Bool {
    switch piece {
    case .byte(let expected): byte == expected
    case .anyByte, .anyBytes: true
    case .oneOf(let ranges, let negated): ranges.contains { $0.contains(byte) } != negated
    }
  }

  /// What follows a `[`; nil, and nothing taken, where no `]` ends it.
  private static func takeClass(_ rest: inout ArraySlice<UInt8>) -> Piece? {
    var body = rest
    let negated = body.first == UInt8(ascii: "!") || body.first == UInt8(ascii: "^")
    if negated { body.removeFirst() }
    var ranges: [ClosedRange<UInt8>] = []
    // A `]` that comes first is meant literally.
    while let low = body.popFirst(), low != UInt8(ascii: "]") || ranges.isEmpty {
      if body.first == UInt8(ascii: "-"), let high = body.dropFirst().first, high != UInt8(ascii: "]") {
        body.removeFirst(2)
        if low <= high { ranges.append(low...high) }
      } else {
        ranges.append(low...low)
      }
    }
    guard !ranges.isEmpty, body.startIndex <= rest.endIndex, rest[..<body.startIndex].last == UInt8(ascii: "]")
    else { return nil }
    rest = body
    return .oneOf(ranges, negated: negated)
  }
}
