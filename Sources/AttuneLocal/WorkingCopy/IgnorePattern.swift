// SPDX-License-Identifier: Apache-2.0

/// One line of an ignore file, with gitignore's meaning.
///
/// Source: gitignore(5), "PATTERN FORMAT".
struct IgnorePattern: Sendable, Hashable {
  /// Takes back what an earlier pattern matched (`!`).
  let isNegated: Bool
  /// Ends with a slash: matches directories only.
  let isForDirectories: Bool
  /// Nil for a name that matches at any depth; else the segments of a path from the root.
  private let path: [Segment]?
  private let name: Wildcard

  private enum Segment: Sendable, Hashable {
    /// `**`: any number of directories, none included.
    case anyDepth
    case name(Wildcard)
  }

  /// Nil for a blank line or a comment.
  init?(_ line: String) {
    var bytes = Self.withoutTrailingSpaces(Array(line.utf8))[...]
    guard let first = bytes.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { bytes = bytes.dropFirst() }
    isForDirectories = bytes.last == UInt8(ascii: "/")
    if isForDirectories { bytes = bytes.dropLast() }
    guard !bytes.isEmpty else { return nil }
    let segments = bytes.split(separator: UInt8(ascii: "/"))
    path = bytes.contains(UInt8(ascii: "/")) ? segments.map(Self.segment) : nil
    name = Wildcard(bytes)
  }

  /// - Parameter components: the path from the root of the ignore file.
  func matches(_ components: [ArraySlice<UInt8>], isDirectory: Bool) -> Bool {
    guard isDirectory || !isForDirectories, let last = components.last else { return false }
    guard let path else { return name.matches(last) }
    return Self.matches(path[...], components[...])
  }

  private static func matches(
    _ pattern: ArraySlice<Segment>, _ components: ArraySlice<ArraySlice<UInt8>>
  ) -> Bool {
    switch pattern.first {
    case nil: return components.isEmpty
    case .anyDepth:
      // A trailing `/**` matches what is inside, not the directory itself.
      if pattern.count == 1 { return !components.isEmpty }
      return (0...components.count).contains { matches(pattern.dropFirst(), components.dropFirst($0)) }
    case .name(let name):
      guard let first = components.first, name.matches(first) else { return false }
      return matches(pattern.dropFirst(), components.dropFirst())
    }
  }

  private static func segment(_ bytes: ArraySlice<UInt8>) -> Segment {
    Array(bytes) == Array("**".utf8) ? .anyDepth : .name(Wildcard(bytes))
  }

  private static func withoutTrailingSpaces(_ line: [UInt8]) -> [UInt8] {
    var line = line
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    while line.last == UInt8(ascii: " "), line.dropLast().last != UInt8(ascii: "\\") { line.removeLast() }
    return line
  }
}
