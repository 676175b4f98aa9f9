// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The event files below one directory. Links to directories are not followed.
///
/// A directory is read again only when its modification time has changed, so a look at a tree in which
/// nothing happens costs one `stat` a directory.
struct EventFileTree {
  let root: String
  private var directories: [RelativePath: Listing] = [:]

  init(root: String) { self.root = root }

  private struct Listing {
    let modified: Int64
    /// Read once more at the same modification time: what was made within the clock's tick is in it.
    let isConfirmed: Bool
    let subdirectories: [RelativePath]
  }

  var directoryCount: Int { directories.count }

  /// The event files of all directories that were read again, and what could not be read.
  ///
  /// - Parameter all: reads every directory again.
  mutating func refresh(all: Bool) -> (files: [RelativePath], troubles: [SystemError]) {
    var files: [RelativePath] = []
    var troubles: [SystemError] = []
    var found: [RelativePath: Listing] = [:]
    var pending = [RelativePath.here]
    do {
      let root = try Descriptor.directory(root)
      while let path = pending.popLast() {
        do {
          let listing = try listing(of: path, in: root, rereading: all, into: &files)
          found[path] = listing
          pending += listing.subdirectories
        } catch  where error.code != ENOENT && error.code != ENOTDIR && error.code != ELOOP {
          troubles.append(error)
        } catch {
          continue
        }
      }
    } catch {
      if error.code != ENOENT { troubles.append(error) }
    }
    directories = found
    return (files, troubles)
  }

  private func listing(
    of path: RelativePath, in root: borrowing Descriptor, rereading: Bool, into files: inout [RelativePath]
  ) throws(SystemError) -> Listing {
    let modified = try FileStamp(of: path, in: root).modified
    let known = directories[path].flatMap { $0.modified == modified ? $0 : nil }
    if let known, known.isConfirmed, !rereading { return known }
    let directory = try Descriptor(opening: path, in: root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    let entries = try directory.entries()
    files += entries.filter { $0.kind == .file && $0.name.text.contains("tfevents") }
      .map { path.appending($0.name) }
    return Listing(
      modified: modified, isConfirmed: known != nil,
      subdirectories: entries.filter { $0.kind == .directory }.map { path.appending($0.name) })
  }
}
