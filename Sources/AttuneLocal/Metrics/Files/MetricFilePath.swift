// SPDX-License-Identifier: Apache-2.0

/// A file that is followed, and where it was found.
struct MetricFilePath: Sendable {
  /// Tells it from all others of a trial.
  struct Key: Sendable, Hashable {
    /// Below which root it was found, and where.
    let root: Int
    let relative: RelativePath
  }

  let key: Key
  /// As it is told and recorded: relative to the working directory, absolute below another root.
  let text: String
  /// What it lies in, likewise; `.` for the working directory itself.
  let directory: String

  /// - Parameter prefix: stands before the path of a file below a root other than the working directory.
  init(_ relative: RelativePath, root: Int, prefix: String) {
    key = Key(root: root, relative: relative)
    let text = prefix.isEmpty ? relative.text : "\(prefix)/\(relative.text)"
    self.text = text
    directory = text.lastIndex(of: "/").map { String(text[..<$0]) } ?? "."
  }

  var relative: RelativePath { key.relative }
}

extension MetricFilePath: Comparable {
  static func == (a: MetricFilePath, b: MetricFilePath) -> Bool { a.key == b.key }

  /// By root, directory and name, so that the files of a directory are read in the order of their names.
  static func < (a: MetricFilePath, b: MetricFilePath) -> Bool {
    if a.key.root != b.key.root { return a.key.root < b.key.root }
    return a.directory == b.directory ? a.relative < b.relative : a.directory < b.directory
  }
}
