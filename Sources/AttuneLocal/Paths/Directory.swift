// SPDX-License-Identifier: Apache-2.0
import FoundationEssentials
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

  /// Removes a tree that Attune made; links in it are removed, not followed.
  static func remove(_ path: String) throws {
    guard access(path, F_OK) == 0 else { return }
    try FileManager.default.removeItem(atPath: path)
  }
}
