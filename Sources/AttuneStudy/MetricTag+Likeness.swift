// SPDX-License-Identifier: Apache-2.0

extension MetricTag {
  /// Tags that were written instead, for people: `'accurate' (did you mean that?), 'loss' and 3 more`.
  ///
  /// - Parameter seen: nearest first.
  public func alternatives(among seen: [String]) -> String {
    let shown = seen.prefix(8).enumerated().map { "'\($1)'\($0 == 0 ? question(about: $1) : "")" }
    return shown.joined(separator: ", ") + (seen.count > 8 ? " and \(seen.count - 8) more" : "")
  }

  private func question(about other: String) -> String {
    if rawValue.lowercased() == other.lowercased() { return " (did you mean that? tags are case-sensitive)" }
    if rawValue == "val_\(other)" || rawValue == "epoch_val_\(other)" { return " (the training value)" }
    return isLike(other) ? " (did you mean that?)" : ""
  }

  /// One place of at most two characters differs, and less than half of the tag.
  private func isLike(_ other: String) -> Bool {
    var (a, b) = (Array(rawValue.lowercased())[...], Array(other.lowercased())[...])
    let length = min(a.count, b.count)
    while let first = a.first, first == b.first {
      a.removeFirst()
      b.removeFirst()
    }
    while let last = a.last, last == b.last {
      a.removeLast()
      b.removeLast()
    }
    let difference = max(a.count, b.count)
    return difference <= 2 && difference * 2 < length
  }
}
