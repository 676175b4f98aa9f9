// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// The series that a trial has written so far, and which of them are meant by the wanted tag.
struct SeenSeries {
  /// So many are remembered, for the list of tags; those that are meant always are.
  static let capacity = 10_000

  struct Key: Hashable {
    let directory: String
    let tag: String
  }

  let resolution: TagResolution
  private var others: Set<Key> = []
  private var candidates: [Key: WrittenSeries] = [:]

  init(for tag: String) { resolution = TagResolution(of: tag) }

  /// Nearest to the wanted one first.
  var tags: [String] { resolution.nearest(among: (others.union(candidates.keys)).map(\.tag)) }

  /// The best match of all, with what is known of it.
  var best: (match: TagMatch, series: WrittenSeries)? {
    guard let match = resolution.match(among: candidates.values) else { return nil }
    return self[match].map { (match, $0) }
  }

  subscript(match: TagMatch) -> WrittenSeries? {
    candidates[Key(directory: match.directory, tag: match.tag)]
  }

  mutating func note(_ tag: String, in directory: String, at wallTime: Double) {
    let key = Key(directory: directory, tag: tag)
    if candidates[key] != nil {
      candidates[key]?.addEvent(at: wallTime)
    } else if !others.contains(key) {
      let series = WrittenSeries(directory: directory, tag: tag, at: wallTime)
      if resolution.rank(of: series) != nil {
        candidates[key] = series
      } else if others.count < Self.capacity {
        others.insert(key)
      }
    }
  }
}
