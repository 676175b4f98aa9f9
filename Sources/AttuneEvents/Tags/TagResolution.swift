// SPDX-License-Identifier: Apache-2.0

/// Finds the series that a configuration means by its metric tag, also where today's writers spell it otherwise.
///
/// A pure function of the series written so far, in any order. A better match may come later: its rank
/// compares as less than that of the earlier one.
public struct TagResolution: Sendable, Hashable {
  /// What the tag is where a configuration leaves it out; then any tag that ends with it counts.
  public static let defaultTag = "training/hptuning/metric"

  public let wanted: String

  /// - Parameter wanted: the tag of the configuration; empty means `defaultTag`.
  public init(of wanted: String) {
    self.wanted = wanted.isEmpty ? Self.defaultTag : wanted
  }

  /// The best match: by rank, then the one with the latest event, then the shortest path. O(n).
  public func match(among series: some Sequence<WrittenSeries>) -> TagMatch? {
    var best: (match: TagMatch, series: WrittenSeries)?
    for candidate in series {
      guard let rank = rank(of: candidate) else { continue }
      let match = TagMatch(wanted: wanted, directory: candidate.directory, tag: candidate.tag, rank: rank)
      if let held = best, !Self.isBetter((match, candidate), than: held) { continue }
      best = (match, candidate)
    }
    return best?.match
  }

  /// By which rule the series would be read; nil if it is not meant.
  public func rank(of series: WrittenSeries) -> TagMatch.Rank? {
    let tag = WrittenTag(series)
    if let rank = rank(of: tag, spelled: wanted, isRespelled: false) { return rank }
    guard let respelled = TagSpelling.other(of: wanted) else { return nil }
    return rank(of: tag, spelled: respelled, isRespelled: true)
  }

  private func rank(of tag: WrittenTag, spelled name: String, isRespelled: Bool) -> TagMatch.Rank? {
    for rule in TagMatch.Rule.allCases {
      guard let place = rule.place(of: tag, spelled: name) else { continue }
      return TagMatch.Rank(isRespelled: isRespelled, rule: rule, place: place)
    }
    return nil
  }

  private typealias Candidate = (match: TagMatch, series: WrittenSeries)

  private static func isBetter(_ a: Candidate, than b: Candidate) -> Bool {
    if a.match.rank != b.match.rank { return a.match.rank < b.match.rank }
    if a.series.latestTime != b.series.latestTime { return a.series.latestTime > b.series.latestTime }
    let depths = (a.series.directory.depth, b.series.directory.depth)
    if depths.0 != depths.1 { return depths.0 < depths.1 }
    return (a.series.directory, a.series.tag) < (b.series.directory, b.series.tag)
  }
}

extension String {
  fileprivate var depth: Int {
    self == "." ? 0 : utf8.reduce(1) { $1 == UInt8(ascii: "/") ? $0 + 1 : $0 }
  }
}
