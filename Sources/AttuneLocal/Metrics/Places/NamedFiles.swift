// SPDX-License-Identifier: Apache-2.0

/// Single files of one directory, whatever else may be in it.
struct NamedFiles {
  let root: String
  let kind: MetricFileKind
  private(set) var names: Set<RelativePath>
  private var isWatched = false

  init(_ names: Set<RelativePath>, of kind: MetricFileKind, in root: String) {
    self.root = root
    self.kind = kind
    self.names = names
  }

  mutating func insert(_ name: RelativePath) { names.insert(name) }

  /// - Parameter watch: called with the directory, when it was not there before.
  mutating func refresh(watch: (borrowing Descriptor, RelativePath) -> Void) -> MetricFileTree.Findings {
    var findings = MetricFileTree.Findings()
    do {
      let directory = try Descriptor.directory(root)
      if !isWatched { watch(directory, .here) }
      isWatched = true
      for name in names.sorted() {
        if (try? FileStamp(of: name, in: directory))?.kind == .file { findings.files.append((name, kind)) }
      }
    } catch {
      isWatched = false
    }
    return findings
  }
}
