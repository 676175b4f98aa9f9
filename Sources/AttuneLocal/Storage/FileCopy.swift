// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc

/// Copies one file, to the storage or from it: who reads the copy sees all of it or nothing.
struct FileCopy {
  /// Of a copy that is not whole yet: no object's name begins like that.
  static let prefix = ".attune-copy-"

  let source: String
  let destination: String
  /// Where the copy lies until it is whole, on the file system of the destination; nil for the destination's folder.
  /// Folders of the storage are nobody else's business, those of the user get what the umask leaves.
  let drafts: String?

  /// - Returns: how many bytes.
  func run() throws(SystemError) -> Int64 {
    let original = try Descriptor(opening: source, O_RDONLY | O_NONBLOCK)
    let stamp = try FileStamp(of: original)
    guard stamp.kind == .file else { throw SystemError("copy", source, code: EINVAL) }
    let slash = destination.lastIndex(of: "/")
    let folder = slash.map { String(destination[..<$0]) } ?? "."
    if let drafts {
      try Directory.make(folder)
      try Directory.make(drafts)
    } else {
      try Directory.makeShared(folder)
    }
    let draft = "\(drafts ?? folder)/\(Self.prefix)\(getpid())-\(UInt32.random(in: .min ... .max))"
    do throws(SystemError) {
      try write(original, stamp, to: draft)
      guard rename(draft, destination) == 0 else { throw SystemError("write", destination) }
    } catch {
      unlink(draft)
      throw error
    }
    return stamp.size
  }

  private func write(
    _ original: borrowing Descriptor, _ stamp: FileStamp, to draft: String
  ) throws(SystemError) {
    let copy = try Descriptor(
      opening: draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: stamp.permissions | 0o600)
    var canClone = true
    guard attune_copy(original.raw, copy.raw, &canClone) == 0 else { throw SystemError("copy", source) }
    let modified = timespec(
      tv_sec: Int(stamp.modified / 1_000_000_000), tv_nsec: Int(stamp.modified % 1_000_000_000))
    // Synchronizing compares the times of the two.
    guard futimens(copy.raw, [modified, modified]) == 0 else { throw SystemError("date", draft) }
  }
}
