// SPDX-License-Identifier: Apache-2.0
import Glibc

enum Directory {
  /// Makes the directory and those above it, mode 0700: jobs are nobody else's business.
  static func make(_ path: String) throws(SystemError) { try make(path, mode: 0o700) }

  /// - Returns: false where something of that name is already.
  static func makeNew(_ path: String) throws(SystemError) -> Bool {
    if mkdir(path, 0o700) == 0 { return true }
    guard errno == EEXIST else { throw SystemError("make the folder", path) }
    return false
  }

  /// Makes a directory for the user, and those above it, with the permissions that the umask leaves.
  static func makeShared(_ path: String) throws(SystemError) { try make(path, mode: 0o777) }

  private static func make(_ path: String, mode: mode_t) throws(SystemError) {
    if mkdir(path, mode) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw SystemError("make the folder", path)
    }
    try make(String(path[..<slash]), mode: mode)
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw SystemError("make the folder", path) }
  }

  /// Removes a tree, or whatever else is there; links in it are removed, not followed.
  static func remove(_ path: String) throws(SystemError) {
    guard unlink(path) != 0, errno != ENOENT else { return }
    guard errno == EISDIR || errno == EPERM else { throw SystemError("remove", path) }
    try empty(path)
    guard rmdir(path) == 0 || errno == ENOENT else { throw SystemError("remove", path) }
  }

  private static func empty(_ path: String) throws(SystemError) {
    do {
      let folder = try Descriptor(opening: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      try empty(folder)
    } catch {
      if error.code == ENOENT { return }
      throw SystemError("remove", path, code: error.code)
    }
  }

  /// What trainers took from themselves, the right to change a folder, is given back first.
  private static func empty(_ folder: borrowing Descriptor) throws(SystemError) {
    fchmod(folder.raw, 0o700)
    for entry in try folder.entries() {
      let isFolder = entry.kind == .directory
      if isFolder {
        fchmodat(folder.raw, entry.name.bytes, 0o700, 0)
        try empty(Descriptor(opening: entry.name, in: folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
      }
      guard unlinkat(folder.raw, entry.name.bytes, isFolder ? AT_REMOVEDIR : 0) == 0 || errno == ENOENT else {
        throw SystemError("remove", entry.name.text)
      }
    }
  }
}
