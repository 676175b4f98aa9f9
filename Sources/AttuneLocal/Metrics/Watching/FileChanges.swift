// SPDX-License-Identifier: Apache-2.0

/// Where a follower has to look, since it looked last.
struct FileChanges: Sendable, Equatable {
  struct Directory: Sendable, Equatable {
    /// Files and directories that came, perhaps in the place of others.
    var newEntries: Set<RelativePath> = []
    /// The files that were written to.
    var files: Set<RelativePath> = []
  }

  /// So many files are told apart; of more, all are looked at.
  static let capacity = 4_096

  /// Anything may have changed: the kernel dropped events.
  private(set) var isEverything = false
  private(set) var directories: [WatchedDirectory: Directory] = [:]
  private var count = 0

  var isEmpty: Bool { !isEverything && directories.isEmpty }

  mutating func noteEverything() {
    self = FileChanges()
    isEverything = true
  }

  mutating func note(new entry: RelativePath, in directory: WatchedDirectory) {
    note(in: directory) { $0.newEntries.insert(entry) }
  }

  mutating func note(_ file: RelativePath, in directory: WatchedDirectory) {
    note(in: directory) { $0.files.insert(file) }
  }

  private mutating func note(in directory: WatchedDirectory, _ change: (inout Directory) -> Void) {
    guard !isEverything else { return }
    count += 1
    guard count <= Self.capacity else { return noteEverything() }
    change(&directories[directory, default: Directory()])
  }
}
