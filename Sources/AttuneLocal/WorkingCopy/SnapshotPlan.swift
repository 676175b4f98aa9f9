// SPDX-License-Identifier: Apache-2.0

/// What a snapshot of a directory will hold, decided before anything is copied.
struct SnapshotPlan: Sendable {
  struct File: Sendable {
    let path: RelativePath
    let stamp: FileStamp
  }

  /// An entry of which the snapshot only holds a link to the original.
  struct Link: Sendable {
    let path: RelativePath
    let reason: Snapshot.Linked.Reason
  }

  /// Folders to make, those above first.
  private(set) var folders: [File] = []
  private(set) var files: [File] = []
  /// Links of the user's, to be made again.
  private(set) var links: [RelativePath] = []
  private(set) var linked: [Link] = []
  private(set) var skipped: [Snapshot.Skipped] = []

  private let rules: SnapshotRules
  private let limits: SnapshotLimits
  private var remainingBytes: Int64
  private var remainingEntries: Int

  /// Folders are taken whole or linked whole: nearer the top before deeper, smaller before larger ones. So the
  /// sources get their copies, a folder of a million images gets one link, and nothing below it is even read.
  init(of root: borrowing Descriptor, rules: SnapshotRules, limits: SnapshotLimits) throws(SystemError) {
    self.rules = rules
    self.limits = limits
    (remainingBytes, remainingEntries) = (limits.bytes, limits.entries)
    var level = [try contents(of: .here, in: root)].compactMap { $0 }
    while !level.isEmpty {
      var next: [Contents] = []
      for folder in level.sorted(by: { $0.size < $1.size }) {
        guard fits(folder) else {
          linked.append(Link(path: folder.path, reason: .beyondLimits))
          continue
        }
        try take(folder)
        for child in folder.folders {
          if let contents = try contents(of: child, in: root) { next.append(contents) }
        }
      }
      level = next
    }
  }
}

extension SnapshotPlan {
  /// One folder's own entries, after the rules.
  private struct Contents {
    let path: RelativePath
    let stamp: FileStamp
    /// False once there were more entries than could ever fit.
    var isComplete = true
    var files: [File] = []
    var large: [RelativePath] = []
    var folders: [RelativePath] = []
    var links: [RelativePath] = []
    var skipped: [Snapshot.Skipped] = []
    var linked: [Link] = []

    var bytes: Int64 { files.reduce(0) { $0 + $1.stamp.size } }
    var size: Int { files.count + large.count + folders.count + links.count }
  }

  /// Nil for a folder that is linked or can't be read, which is noted.
  private mutating func contents(
    of path: RelativePath, in root: borrowing Descriptor
  ) throws(SystemError) -> Contents? {
    let isRoot = path == .here
    let entries: [DirectoryEntry], stamp: FileStamp
    do {
      let folder = try root.directory(below: path)
      stamp = try FileStamp(of: folder)
      entries = try folder.entries(limit: isRoot ? .max : remainingEntries)
    } catch {
      guard !isRoot else { throw error }
      skipped.append(.init(path: path.text, reason: SystemError.text(of: error.code)))
      return nil
    }
    if !isRoot, entries.contains(where: { $0.name == RelativePath("pyvenv.cfg") }) {
      linked.append(Link(path: path, reason: .rule))
      return nil
    }
    var contents = Contents(path: path, stamp: stamp)
    contents.isComplete = isRoot || entries.count <= remainingEntries
    if contents.isComplete { for entry in entries { add(entry, to: &contents, in: root) } }
    return contents
  }

  private func add(_ entry: DirectoryEntry, to contents: inout Contents, in root: borrowing Descriptor) {
    let path = contents.path.appending(entry.name)
    switch rules.verdict(on: path, isDirectory: entry.kind == .directory) {
    case .leaveOut: return
    case .link where entry.kind != .link: contents.linked.append(Link(path: path, reason: .rule))
    case .link, .take: take(entry.kind, at: path, into: &contents, in: root)
    }
  }

  private func take(
    _ kind: DirectoryEntry.Kind, at path: RelativePath, into contents: inout Contents,
    in root: borrowing Descriptor
  ) {
    switch kind {
    case .directory: contents.folders.append(path)
    case .link: contents.links.append(path)
    case .special: contents.skipped.append(.init(path: path.text, reason: "not a file or folder"))
    case .file:
      // One that has gone meanwhile is nobody's loss.
      guard let stamp = try? FileStamp(of: path, in: root) else { return }
      if stamp.size > limits.largestFile {
        contents.large.append(path)
      } else {
        contents.files.append(File(path: path, stamp: stamp))
      }
    }
  }

  private func fits(_ folder: Contents) -> Bool {
    folder.path == .here
      || folder.isComplete && folder.size <= remainingEntries && folder.bytes <= remainingBytes
  }

  private mutating func take(_ folder: Contents) throws(SystemError) {
    if folder.path != .here { folders.append(File(path: folder.path, stamp: folder.stamp)) }
    links += folder.links
    skipped += folder.skipped
    linked += folder.linked + folder.large.map { Link(path: $0, reason: .tooLarge) }
    remainingEntries -= folder.size - folder.files.count
    for file in folder.files.sorted(by: Self.precedes) {
      if remainingEntries > 0, file.stamp.size <= remainingBytes {
        remainingEntries -= 1
        remainingBytes -= file.stamp.size
        files.append(file)
      } else {
        linked.append(Link(path: file.path, reason: .beyondLimits))
      }
    }
  }

  /// Source text first, then small files.
  private static func precedes(_ a: File, _ b: File) -> Bool {
    let (aIsText, bIsText) = (SourceText.includes(a.path), SourceText.includes(b.path))
    if aIsText != bIsText { return aIsText }
    return (a.stamp.size, a.path) < (b.stamp.size, b.path)
  }
}
