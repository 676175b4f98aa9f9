// SPDX-License-Identifier: Apache-2.0
import Glibc

/// How a directory has come apart from the snapshot that was made of it.
package struct SnapshotDifference: Sendable, Hashable {
  package struct Entry: Sendable, Hashable, CustomStringConvertible {
    package enum Change: String, Sendable, Hashable {
      case changed, missing, new
    }

    package let path: String
    package let change: Change

    package var description: String { change == .changed ? path : "\(path) (\(change.rawValue))" }
  }

  /// Source text that the snapshot holds: another trainer than the job's.
  package let texts: [Entry]
  /// Data, logs, caches, new files.
  package let others: [Entry]

  package var isEmpty: Bool { texts.isEmpty && others.isEmpty }
}

extension Snapshot {
  /// Compares texts by content, everything else by size and modification time.
  package func differences(
    from directory: String, source job: JobPaths
  ) throws(WorkingCopyError) -> SnapshotDifference {
    do {
      let now = try Descriptor.directory(directory)
      let texts = try changedTexts(in: now)
      let rules = try SnapshotRules(for: directory, exclude: exclude, link: link, home: home)
      let current = try SnapshotPlan(of: now, rules: rules, limits: SnapshotLimits())
      let others = try Self.otherChanges(
        to: current, since: .directory(job.source), except: Set(self.texts.map(\.path)))
      return SnapshotDifference(texts: texts, others: others)
    } catch {
      throw WorkingCopyError("could not compare '\(directory)' with the job's copy of it: \(error)")
    }
  }

  private func changedTexts(in directory: borrowing Descriptor) throws(SystemError) -> [SnapshotDifference.Entry] {
    var changes: [SnapshotDifference.Entry] = []
    for text in texts {
      switch try Self.content(of: RelativePath(text.path), in: directory) {
      case nil: changes.append(.init(path: text.path, change: .missing))
      case let content? where SourceText.digest(of: content) != text.digest:
        changes.append(.init(path: text.path, change: .changed))
      default: break
      }
    }
    return changes
  }

  private static func content(
    of path: RelativePath, in directory: borrowing Descriptor
  ) throws(SystemError) -> [UInt8]? {
    do {
      let file = try Descriptor(opening: path, in: directory, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      return try file.bytes(from: 0, count: Int(FileStamp(of: file).size))
    } catch {
      guard [ENOENT, ENOTDIR, ELOOP].contains(error.code) else { throw error }
      return nil
    }
  }

  private static func otherChanges(
    to current: SnapshotPlan, since source: borrowing Descriptor, except texts: Set<String>
  ) throws(SystemError) -> [SnapshotDifference.Entry] {
    var old = Dictionary(uniqueKeysWithValues: try FileTree(of: source).files.map { ($0.path, $0.stamp) })
    var changes: [SnapshotDifference.Entry] = []
    for file in current.files where !texts.contains(file.path.text) {
      let before = old.removeValue(forKey: file.path)
      if before.map({ $0.size == file.stamp.size && $0.modified == file.stamp.modified }) != true {
        changes.append(.init(path: file.path.text, change: before == nil ? .new : .changed))
      }
    }
    for path in old.keys where !texts.contains(path.text) {
      changes.append(.init(path: path.text, change: .missing))
    }
    return changes.sorted { $0.path < $1.path }
  }
}
