// SPDX-License-Identifier: Apache-2.0

/// The series that is read for a wanted tag, and by which rule.
public struct TagMatch: Sendable, Hashable, CustomStringConvertible {
  /// The tag that was asked for.
  public let wanted: String
  /// Relative to the root of the tree; the root itself is `.`.
  public let directory: String
  public let tag: String
  public let rank: Rank

  /// How good a match is: less is better, and equal ranks are told apart by their latest event.
  public struct Rank: Sendable, Hashable, Comparable {
    /// Found only with the other spelling of the tag (`acc` for `accuracy`).
    public let isRespelled: Bool
    public let rule: Rule
    /// The directory is the one to prefer under this rule.
    public let isPreferredPlace: Bool

    init(isRespelled: Bool, rule: Rule, place: Rule.Place) {
      self.isRespelled = isRespelled
      self.rule = rule
      isPreferredPlace = place == .preferred
    }

    public static func < (a: Rank, b: Rank) -> Bool { a.order < b.order }

    private var order: (Int, Int, Int) { (isRespelled ? 1 : 0, rule.rawValue, isPreferredPlace ? 0 : 1) }
  }

  /// One sentence that names the directory and, where it differs, the tag.
  public var description: String {
    let place = directory == "." ? "./" : "\(directory)/"
    return wanted == tag
      ? "'\(wanted)' is read in \(place)" : "'\(wanted)' is read as '\(tag)' in \(place)"
  }
}
