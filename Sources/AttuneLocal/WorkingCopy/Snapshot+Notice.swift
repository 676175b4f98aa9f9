// SPDX-License-Identifier: Apache-2.0

extension Snapshot {
  /// What the user must know before trainers run: where they could change original files, and what they will
  /// not find. Empty in the usual case; environments such as `.venv` are not worth a word.
  package var notices: [String] {
    let beyond = linked.filter { $0.reason != .rule }.map(\.path)
    var notices: [String] = []
    if !beyond.isEmpty {
      notices.append(
        """
        \(Self.naming(beyond)) too large to copy for every trial: trainers see the original, and change it \
        if they write to it; leave it out with .attuneignore if they don't need it
        """)
    }
    if !skipped.isEmpty {
      let reasons = Set(skipped.map(\.reason)).sorted().joined(separator: "; ")
      notices.append("\(Self.naming(skipped.map(\.path))) not copied for the trainers: \(reasons)")
    }
    return notices
  }

  /// `'a' and 'b' are`, `'a', 'b', 'c' and 4 more are`.
  private static func naming(_ paths: [String]) -> String {
    let quoted = paths.prefix(3).map { "'\($0)'" }
    if paths.count == 1 { return "\(quoted[0]) is" }
    if paths.count > 3 { return quoted.joined(separator: ", ") + " and \(paths.count - 3) more are" }
    return quoted.dropLast().joined(separator: ", ") + " and \(quoted[quoted.count - 1]) are"
  }
}
