// SPDX-License-Identifier: Apache-2.0

/// A regular expression that is matched in time proportional to the text, whatever the pattern is.
///
/// Syntax and choice of the match are those of Python's `re` with `re.ASCII`: literals, `.`, classes,
/// `\d \w \s \b` and their negations, `^ $ \A \Z`, groups (also named and non-capturing), `|`, greedy and lazy
/// quantifiers, and `(?i)` at the start. What needs backtracking (back-references, look-around, possessive
/// quantifiers) is refused. One difference: a group in a repeated part that can match nothing keeps what it held
/// before a last, empty repetition.
///
/// The text is UTF-8; an invalid byte counts as one character, U+FFFD.
///
/// The machine runs all alternatives side by side (Thompson 1968; Pike's captures, as described by Cox in
/// "Regular Expression Matching: the Virtual Machine Approach", 2009).
public struct Pattern: Sendable, Hashable {
  public let text: String
  /// For each group from the first on, its name if it has one.
  public let groupNames: [String?]
  let program: PatternProgram

  /// - Throws: for the first mistake, and for a pattern of more than `PatternProgram.mostInstructions`.
  public init(_ text: String) throws(PatternError) {
    var parser = try PatternParser(text)
    let node = try parser.parse()
    self.text = text
    groupNames = parser.groupNames
    program = try PatternProgram(node, groups: parser.groupNames.count)
  }

  /// The number of the group, from 1.
  public func group(named name: String) -> Int? {
    groupNames.firstIndex(of: name).map { $0 + 1 }
  }

  /// The leftmost match, and of those that begin there the one that Python would find.
  ///
  /// - Complexity: O(pattern × bytes) in time, O(pattern × groups) in memory.
  public func firstMatch(in bytes: Span<UInt8>) -> PatternMatch? {
    var machine = PatternMachine(program)
    return machine.run(on: bytes).map(PatternMatch.init(slots:))
  }
}

/// Where a pattern matched: byte ranges of the text.
public struct PatternMatch: Sendable, Hashable {
  /// Start and end of group 0, 1, 2, …; -1 where it took no part.
  let slots: [Int]

  public var range: Range<Int> { self[0] ?? 0..<0 }

  /// Group 0 is the whole match. Nil for a group that took no part in the match.
  public subscript(group: Int) -> Range<Int>? {
    guard group >= 0, group * 2 + 1 < slots.count else { return nil }
    let (start, end) = (slots[group * 2], slots[group * 2 + 1])
    return start >= 0 && end >= start ? start..<end : nil
  }
}
