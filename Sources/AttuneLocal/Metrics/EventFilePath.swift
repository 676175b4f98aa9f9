// SPDX-License-Identifier: Apache-2.0

/// An event file below one of the directories that are searched.
struct EventFilePath: Sendable, Hashable {
  /// As it is told and recorded: relative to the working directory, absolute below another root.
  let text: String
  /// Below which root it was found, and where.
  let root: Int
  let relative: RelativePath

  /// - Parameter prefix: stands before the path of a file below a root other than the working directory.
  init(_ relative: RelativePath, root: Int, prefix: String) {
    self.root = root
    self.relative = relative
    text = prefix.isEmpty ? relative.text : "\(prefix)/\(relative.text)"
  }

  /// `.` for the working directory itself.
  var directory: String {
    text.lastIndex(of: "/").map { String(text[..<$0]) } ?? "."
  }
}

extension EventFilePath: Comparable {
  /// By root, directory and name, so that the files of a directory are read in the order of their names.
  static func < (a: EventFilePath, b: EventFilePath) -> Bool {
    if a.root != b.root { return a.root < b.root }
    return a.directory == b.directory ? a.relative < b.relative : a.directory < b.directory
  }
}
