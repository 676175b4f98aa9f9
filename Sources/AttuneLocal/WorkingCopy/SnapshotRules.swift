// SPDX-License-Identifier: Apache-2.0

/// What of a directory is left out of a snapshot, and what is linked instead of copied.
struct SnapshotRules: Sendable {
  enum Verdict: Sendable, Hashable {
    case take, leaveOut, link
  }

  private let excluded: [IgnorePattern]
  private let linked: [IgnorePattern]

  /// Left out everywhere; `runs` and `gs` only at the top, where results of earlier jobs lie.
  private static let neverTaken = [
    ".git", ".svn", "/runs/", "/gs/", ".build", "__pycache__", "*tfevents*",
  ]
  private static let alwaysLinked = [".venv/", "renv/", "node_modules/"]

  /// Later rules beat earlier ones: what is built in, the ignore files, then `attune: snapshot`.
  ///
  /// - Parameter home: `$ATTUNE_HOME`; left out if it lies below `directory`.
  init(for directory: String, exclude: [String], link: [String], home: String) throws(SystemError) {
    var patterns = Self.neverTaken
    for file in [".gcloudignore", ".attuneignore"] {
      patterns += try Self.lines(of: file, in: directory)
    }
    patterns += exclude
    patterns += Self.ownFolders(home: AbsolutePath.real(home), below: directory)
    excluded = patterns.compactMap { IgnorePattern($0) }
    linked = (Self.alwaysLinked + link).compactMap { IgnorePattern($0) }
  }

  /// All of a directory is taken.
  init() {
    excluded = []
    linked = []
  }

  func verdict(on path: RelativePath, isDirectory: Bool) -> Verdict {
    let components = path.components
    func lastMatch(of patterns: [IgnorePattern]) -> Bool {
      patterns.last { $0.matches(components, isDirectory: isDirectory) }.map { !$0.isNegated } ?? false
    }
    if lastMatch(of: excluded) { return .leaveOut }
    return lastMatch(of: linked) ? .link : .take
  }

  /// `.gcloudignore` may name another file by `#!include:NAME`.
  private static func lines(of file: String, in directory: String) throws(SystemError) -> [String] {
    guard let content = try FileContent.read("\(directory)/\(file)") else { return [] }
    let include = "#!include:"
    var lines: [String] = []
    for line in String(decoding: content, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix(include) {
        let other = try FileContent.read("\(directory)/\(line.dropFirst(include.count))") ?? []
        lines += String(decoding: other, as: UTF8.self).split(separator: "\n").map(String.init)
      } else {
        lines.append(String(line))
      }
    }
    return lines
  }

  private static func ownFolders(home: String, below directory: String) -> [String] {
    if home == directory { return ["/jobs/", "/gs/", "/probe/"] }
    return home.hasPrefix(directory + "/") ? [literal(home.dropFirst(directory.count))] : []
  }

  private static func literal(_ path: Substring) -> String {
    path.reduce(into: "") { pattern, character in
      if "*?[]\\!# ".contains(character) { pattern.append("\\") }
      pattern.append(character)
    }
  }
}
