// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The space that a tree takes on its disk.
package enum DiskUse {
  /// Bytes of all files and folders below, each once however many names it has; what can't be read counts nothing.
  package static func bytes(of path: String) -> Int {
    var status = stat()
    guard lstat(path, &status) == 0 else { return 0 }
    var seen: Set<UInt64> = []
    return blocks(status) + below(path, &seen)
  }

  private static func below(_ path: String, _ seen: inout Set<UInt64>) -> Int {
    guard let root = try? Descriptor(opening: path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW) else { return 0 }
    return below(root, &seen)
  }

  private static func below(_ folder: borrowing Descriptor, _ seen: inout Set<UInt64>) -> Int {
    var total = 0
    for entry in (try? folder.entries()) ?? [] {
      var status = stat()
      guard fstatat(folder.raw, entry.name.bytes, &status, AT_SYMLINK_NOFOLLOW) == 0 else { continue }
      if status.st_nlink > 1, entry.kind == .file, !seen.insert(UInt64(status.st_ino)).inserted { continue }
      total += blocks(status)
      guard entry.kind == .directory,
        let below = try? Descriptor(opening: entry.name, in: folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
      else { continue }
      total += self.below(below, &seen)
    }
    return total
  }

  private static func blocks(_ status: stat) -> Int { Int(status.st_blocks) * 512 }
}
