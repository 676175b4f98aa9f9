// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What tells one state of a file from another without reading it.
struct FileStamp: Sendable, Hashable {
  let inode: UInt64
  let size: Int64
  /// Nanoseconds since 1970, as are `changed`.
  let modified: Int64
  let changed: Int64
  let mode: mode_t
}

extension FileStamp {
  init(_ status: stat) {
    inode = UInt64(status.st_ino)
    size = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    mode = status.st_mode
  }

  /// Links are not followed.
  init(of path: RelativePath, in directory: borrowing Descriptor) throws(SystemError) {
    var status = stat()
    guard fstatat(directory.raw, path.bytes, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw SystemError("look at", path.text)
    }
    self.init(status)
  }

  init(of file: borrowing Descriptor) throws(SystemError) {
    var status = stat()
    guard fstat(file.raw, &status) == 0 else { throw SystemError("look at", "descriptor \(file.raw)") }
    self.init(status)
  }

  var kind: DirectoryEntry.Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    case S_IFLNK: .link
    default: .special
    }
  }

  var permissions: mode_t { mode & 0o777 }
}
