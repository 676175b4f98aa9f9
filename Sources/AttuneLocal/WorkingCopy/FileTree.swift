// SPDX-License-Identifier: Apache-2.0

/// All that lies below a directory, links not followed.
struct FileTree: Sendable {
  /// Those above first.
  private(set) var folders: [(path: RelativePath, stamp: FileStamp)] = []
  private(set) var files: [RelativePath: FileStamp] = [:]
  private(set) var links: [RelativePath: FileStamp] = [:]

  init(of root: borrowing Descriptor) throws(SystemError) {
    var pending: [RelativePath] = [.here]
    while let folder = pending.popLast() {
      for entry in try root.directory(below: folder).entries() {
        try add(folder.appending(entry.name), entry.kind, in: root, pending: &pending)
      }
    }
  }

  private mutating func add(
    _ path: RelativePath, _ kind: DirectoryEntry.Kind, in root: borrowing Descriptor,
    pending: inout [RelativePath]
  ) throws(SystemError) {
    guard kind != .special else { return }
    let stamp = try FileStamp(of: path, in: root)
    switch kind {
    case .file: files[path] = stamp
    case .link: links[path] = stamp
    case .directory:
      folders.append((path, stamp))
      pending.append(path)
    case .special: break
    }
  }
}
