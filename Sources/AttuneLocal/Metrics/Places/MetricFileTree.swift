// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The files below one directory that may hold a metric. Links to directories are not followed.
///
/// A directory is read again only when its modification time has changed, or when it is named, so a look at a
/// tree in which nothing happens costs one `stat` a directory.
struct MetricFileTree {
  let root: String
  private var directories: [RelativePath: Listing] = [:]

  /// More directories than this are not gone through.
  static let mostDirectories = 100_000

  init(root: String) { self.root = root }

  private struct Listing {
    let modified: Int64
    /// Read once more at the same modification time: what was made within the clock's tick is in it.
    let isConfirmed: Bool
    let subdirectories: [RelativePath]
  }

  /// What a look found.
  struct Findings {
    var files: [(path: RelativePath, kind: MetricFileKind)] = []
    var gone: [RelativePath] = []
    var troubles: [SystemError] = []
  }

  var directoryCount: Int { directories.count }
  var isThere: Bool { !directories.isEmpty }

  /// Looks at every directory.
  ///
  /// - Parameters:
  ///   - all: reads every directory again.
  ///   - watch: called with each directory before it is read.
  mutating func refresh(all: Bool, watch: (borrowing Descriptor, RelativePath) -> Void) -> Findings {
    let former = directories
    directories = [:]
    var findings = read([.here], knowing: former, rereading: { _ in all }, watch)
    findings.gone = former.keys.filter { directories[$0] == nil }
    return findings
  }

  /// Reads these directories, and those that are new in them.
  ///
  /// - Parameter new: entries of them that came, perhaps in the place of others.
  mutating func refresh(
    _ changed: [RelativePath], new: [RelativePath], watch: (borrowing Descriptor, RelativePath) -> Void
  ) -> Findings {
    for path in new where directories[path] != nil {
      directories = directories.filter { $0.key != path && !$0.key.isInside(path) }
    }
    let named = Set(changed)
    let former = directories
    return read(changed, knowing: former, rereading: { named.contains($0) }, watch)
  }

  private mutating func read(
    _ start: [RelativePath], knowing former: [RelativePath: Listing], rereading: (RelativePath) -> Bool,
    _ watch: (borrowing Descriptor, RelativePath) -> Void
  ) -> Findings {
    var findings = Findings()
    var pending = start
    do {
      let root = try Descriptor.directory(root)
      while let path = pending.popLast(), directories.count < Self.mostDirectories {
        do {
          let known = rereading(path) ? nil : former[path]
          let listing = try listing(of: path, in: root, knowing: known, beside: former[path], &findings, watch)
          directories[path] = listing
          pending += listing.subdirectories.filter { directories[$0] == nil }
        } catch  where error.code != ENOENT && error.code != ENOTDIR && error.code != ELOOP {
          findings.troubles.append(error)
        } catch {
          continue
        }
      }
    } catch {
      if error.code != ENOENT { findings.troubles.append(error) }
    }
    return findings
  }

  /// - Parameters:
  ///   - known: what it held, if that may still be true.
  ///   - former: what it held.
  private func listing(
    of path: RelativePath, in root: borrowing Descriptor, knowing known: Listing?, beside former: Listing?,
    _ findings: inout Findings, _ watch: (borrowing Descriptor, RelativePath) -> Void
  ) throws(SystemError) -> Listing {
    let modified = try FileStamp(of: path, in: root).modified
    if let known, known.isConfirmed, known.modified == modified { return known }
    let directory = try Descriptor(opening: path, in: root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    watch(directory, path)
    var subdirectories: [RelativePath] = []
    for entry in try directory.entries() {
      let entryPath = path.appending(entry.name)
      if entry.kind == .directory {
        subdirectories.append(entryPath)
      } else if entry.kind == .file, let kind = MetricFileKind(of: entry.name, in: path) {
        findings.files.append((entryPath, kind))
      }
    }
    return Listing(modified: modified, isConfirmed: former?.modified == modified, subdirectories: subdirectories)
  }
}

extension RelativePath {
  fileprivate func isInside(_ directory: RelativePath) -> Bool {
    bytes.starts(with: directory.appending(RelativePath("")).bytes.dropLast())
  }
}
