// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// A directory in which files are followed: all below it that may hold a metric, or some by name.
struct FollowedRoot {
  let path: String
  /// Stands before what is told of its files.
  let prefix: String
  /// Nanoseconds since 1970: what was not touched since is not this trial's.
  let since: Int64
  private var content: Content
  private var troubles: [SystemError] = []

  private enum Content {
    case tree(MetricFileTree)
    case named(NamedFiles)
  }

  private init(_ path: String, prefix: String, since: Int64, _ content: Content) {
    self.path = path
    self.prefix = prefix
    self.since = since
    self.content = content
  }

  /// Everything below a directory.
  ///
  /// - Parameter prefix: the path itself, unless it is told otherwise.
  static func tree(_ path: String, prefix: String? = nil, since: Int64) -> FollowedRoot {
    FollowedRoot(path, prefix: prefix ?? path, since: since, .tree(MetricFileTree(root: path)))
  }

  /// Some files of a directory.
  static func named(
    _ names: Set<RelativePath>, of kind: MetricFileKind, in path: String, since: Int64
  ) -> FollowedRoot {
    FollowedRoot(path, prefix: path, since: since, .named(NamedFiles(names, of: kind, in: path)))
  }

  var directoryCount: Int {
    switch content {
    case .tree(let tree): tree.directoryCount
    case .named: 1
    }
  }

  /// False for a tree that is not there yet.
  var isThere: Bool {
    switch content {
    case .tree(let tree): tree.isThere
    case .named: true
    }
  }

  /// Whether everything below it is followed, so that a file in it needs no mention.
  var isTree: Bool {
    switch content {
    case .tree: true
    case .named: false
    }
  }

  mutating func insert(_ name: RelativePath) {
    guard case .named(var files) = content else { return }
    files.insert(name)
    content = .named(files)
  }

  /// Finds files that may be new.
  ///
  /// - Parameters:
  ///   - changed: the directories to look at, and what came in them; nil for all.
  ///   - isLast: nothing is written any more, so everything is read again.
  mutating func refresh(
    _ changed: (directories: [RelativePath], new: [RelativePath])? = nil, isLast: Bool, number: Int,
    watching: DirectorySubscription?,
    _ hears: inout Bool
  ) -> [(path: MetricFilePath, kind: MetricFileKind)] {
    var isExhausted = false
    let watch: (borrowing Descriptor, RelativePath) -> Void = { directory, path in
      if watching?.watch(directory, as: WatchedDirectory(root: number, path: path)) != .watched { isExhausted = true }
    }
    let findings: MetricFileTree.Findings
    switch content {
    case .tree(var tree):
      findings =
        changed.map { tree.refresh($0.directories, new: $0.new, watch: watch) }
        ?? tree.refresh(all: isLast, watch: watch)
      content = .tree(tree)
    case .named(var files):
      findings = files.refresh(watch: watch)
      content = .named(files)
    }
    if isExhausted { hears = false }
    for path in findings.gone { watching?.unwatch(WatchedDirectory(root: number, path: path)) }
    troubles += findings.troubles
    return findings.files.map { (MetricFilePath($0.path, root: number, prefix: prefix), $0.kind) }
  }

  mutating func takeTrouble() -> SystemError? { troubles.popLast() }
}
