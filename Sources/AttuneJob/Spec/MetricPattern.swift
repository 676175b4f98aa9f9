// SPDX-License-Identifier: Apache-2.0

/// A pattern that finds a number in a line: its group `value`, or else its first group, and its group `step` if
/// it has one.
public struct MetricPattern: Sendable, Hashable {
  public let pattern: Pattern
  private let value: Int
  private let step: Int?

  /// - Throws: for a text that is no pattern, and for a pattern without a group for the value.
  public init(_ text: String) throws(PatternError) {
    let pattern = try Pattern(text)
    let step = pattern.group(named: "step")
    let groups = 1..<pattern.groupNames.count + 1
    guard let value = pattern.group(named: "value") ?? groups.first(where: { $0 != step }) else {
      throw PatternError("no group holds the number: put parentheses around what matches it", at: 1)
    }
    self.pattern = pattern
    self.value = value
    self.step = step
  }

  public var hasStep: Bool { step != nil }

  /// What a line tells; nil where the pattern does not match.
  public func find(in line: Span<UInt8>) -> Finding? {
    guard let match = pattern.firstMatch(in: line) else { return nil }
    func bytes(_ group: Int) -> [UInt8]? {
      match[group].map { range in range.map { line[$0] } }
    }
    return Finding(value: bytes(value) ?? [], step: step.map { bytes($0) ?? [] })
  }

  /// The texts of both groups; empty for one that took no part in the match.
  public struct Finding: Sendable, Hashable {
    public let value: [UInt8]
    /// Nil where the pattern has no such group.
    public let step: [UInt8]?
  }
}
