// SPDX-License-Identifier: Apache-2.0

/// How far a tag is from the one that was wanted: the metric counts most, then prefix and scope.
struct TagDistance: Comparable {
  private let metric: Int
  private let form: Int
  private let tag: String

  init(from wanted: String, to tag: String) {
    let (a, b) = (TagSpelling.metric(of: wanted), TagSpelling.metric(of: tag))
    let (partsA, partsB) = (TagSpelling.parts(of: wanted), TagSpelling.parts(of: tag))
    metric = Self.distance(a, b)
    form =
      (Self.isValidation(partsA.prefix) == Self.isValidation(partsB.prefix) ? 0 : 2)
      + (partsA.prefix == partsB.prefix ? 0 : 1) + (partsA.scope == partsB.scope ? 0 : 1)
    self.tag = tag
  }

  static func < (a: TagDistance, b: TagDistance) -> Bool {
    (a.metric, a.form, a.tag) < (b.metric, b.form, b.tag)
  }

  private static func isValidation(_ prefix: String) -> Bool { prefix.hasSuffix("val_") }

  /// The least over all spellings: `accurate` is a typing mistake in `accuracy`, though none in `acc`.
  private static func distance(_ a: String, _ b: String) -> Int {
    let pairs = TagSpelling.spellings(of: a).flatMap { a in TagSpelling.spellings(of: b).map { (a, $0) } }
    return pairs.map { spelledDistance($0, $1) }.min() ?? 0
  }

  /// Edit distance; a name inside another (`acc` in `binary_acc`) is as near as one typing mistake.
  private static func spelledDistance(_ a: String, _ b: String) -> Int {
    if a == b { return 0 }
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    let words = long.split(separator: "_").map { TagSpelling.metric(of: String($0)) }
    return words.contains(short) ? 1 : edits(Array(a.prefix(64)), Array(b.prefix(64)))
  }

  /// Levenshtein's distance. O(|a| · |b|).
  private static func edits(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let change = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}

extension TagResolution {
  /// The tags that were written, nearest to the wanted one first, each once.
  public func nearest(among tags: some Sequence<String>) -> [String] {
    Set(tags).map { (TagDistance(from: wanted, to: $0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
