// SPDX-License-Identifier: Apache-2.0

/// Finds the name that a user probably meant.
package enum NearestName {
  /// The candidate most like `word`, or nil when none is near: at most a third of it may be mistyped.
  ///
  /// Upper and lower case, `-` and `_` do not count. A candidate that holds the whole word is near, too.
  package static func to(_ word: String, among candidates: [String]) -> String? {
    let written = folded(word)
    guard !written.isEmpty else { return nil }
    let tolerance = max(1, written.count / 3)
    let close = candidates.map { (name: $0, distance: distance(written, folded($0))) }
      .filter { $0.distance <= tolerance }
      .min { $0.distance < $1.distance }
    if let close { return close.name }
    guard written.count >= 3 else { return nil }
    return candidates.filter { candidate in
      let name = folded(candidate)
      return holds(name, written) || (name.count >= 3 && holds(written, name))
    }.min { $0.count < $1.count }
  }

  /// `did you mean 'x'?`, or nil.
  package static func question(_ word: String, among candidates: [String]) -> String? {
    to(word, among: candidates).map { "did you mean '\($0)'?" }
  }

  private static func folded(_ word: String) -> [Character] {
    Array(word.lowercased().filter { $0 != "-" && $0 != "_" })
  }

  private static func holds(_ text: [Character], _ part: [Character]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...text.count - part.count).contains { text[$0..<$0 + part.count].elementsEqual(part) }
  }

  /// Insertions, deletions, replacements and exchanges of neighbours (optimal string alignment).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      (before, previous) = (previous, row)
    }
    return previous[b.count]
  }
}
