// SPDX-License-Identifier: Apache-2.0

/// All that lies below a directory, links not followed.
struct FileTree: Sendable {
  struct Entry: Sendable {
    let path: RelativePath
    let stamp: FileStamp
  }

  /// Those above first.
  private(set) var folders: [Entry] = []
  /// Folder by folder, as are the links.
  private(set) var files: [Entry] = []
  private(set) var links: [Entry] = []

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
    let entry = Entry(path: path, stamp: try FileStamp(of: path, in: root))
    switch kind {
    case .file: files.append(entry)
    case .link: links.append(entry)
    case .directory:
      folders.append(entry)
      pending.append(path)
    case .special: break
    }
  }
}
