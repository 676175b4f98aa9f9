// SPDX-License-Identifier: Apache-2.0

/// A path below some directory, in the bytes the file system uses (they need not be UTF-8).
struct RelativePath: Sendable, Hashable {
  /// Ends with a zero, ready for a system call.
  let bytes: [CChar]

  private init(terminated bytes: [CChar]) { self.bytes = bytes }

  init(_ name: some Collection<UInt8>) {
    bytes = name.map { CChar(bitPattern: $0) } + [0]
  }

  init(_ text: String) { self.init(text.utf8) }

  /// The directory itself.
  static let here = RelativePath(".")

  /// Invalid UTF-8 is repaired: for people, not for system calls.
  var text: String { String(decoding: utf8, as: UTF8.self) }

  var utf8: some Collection<UInt8> { bytes.dropLast().lazy.map { UInt8(bitPattern: $0) } }

  var components: [ArraySlice<UInt8>] {
    self == .here ? [] : Array(utf8)[...].split(separator: UInt8(ascii: "/"))
  }

  /// The last component.
  var name: ArraySlice<UInt8> { components.last ?? [] }

  /// What it lies in.
  var folder: RelativePath {
    guard let slash = bytes.lastIndex(of: CChar(bitPattern: UInt8(ascii: "/"))) else { return .here }
    return RelativePath(terminated: bytes[..<slash] + [0])
  }

  func appending(_ name: RelativePath) -> RelativePath {
    guard self != .here else { return name }
    return RelativePath(terminated: bytes.dropLast() + [CChar(bitPattern: UInt8(ascii: "/"))] + name.bytes)
  }
}

extension RelativePath: Comparable {
  /// By bytes, so that the order does not depend on a locale.
  static func < (a: RelativePath, b: RelativePath) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
