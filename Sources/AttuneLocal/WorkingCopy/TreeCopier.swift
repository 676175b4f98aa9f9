// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc

/// Makes files, folders and links again below another directory: clones where the file system can.
struct TreeCopier: ~Copyable {
  private let source: Descriptor
  private let destination: Descriptor
  private var canClone = true

  init(from source: consuming Descriptor, to destination: consuming Descriptor) {
    self.source = source
    self.destination = destination
  }

  borrowing func sourceTree() throws(SystemError) -> FileTree { try FileTree(of: source) }

  /// Returns the copy's stamp. Keeps permissions and modification time.
  mutating func copyFile(_ path: RelativePath) throws(SystemError) -> FileStamp {
    let original = try Descriptor(opening: path, in: source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    let stamp = try FileStamp(of: original)
    let copy = try Descriptor(
      opening: path, in: destination, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: stamp.permissions)
    guard attune_copy(original.raw, copy.raw, &canClone) == 0 else { throw SystemError("copy", path.text) }
    return try finish(copy, like: stamp, path)
  }

  private borrowing func finish(
    _ copy: borrowing Descriptor, like original: FileStamp, _ path: RelativePath
  ) throws(SystemError) -> FileStamp {
    let modified = timespec(
      tv_sec: Int(original.modified / 1_000_000_000), tv_nsec: Int(original.modified % 1_000_000_000))
    guard futimens(copy.raw, [modified, modified]) == 0 else { throw SystemError("date", path.text) }
    let stamp = try FileStamp(of: copy)
    // The umask took some away.
    guard stamp.permissions != original.permissions else { return stamp }
    guard fchmod(copy.raw, original.permissions) == 0 else { throw SystemError("set the mode of", path.text) }
    return try FileStamp(of: copy)
  }

  /// A file or a link, with the folders above it.
  mutating func copyEntry(_ path: RelativePath) throws(SystemError) {
    var folder = RelativePath.here
    for component in path.components.dropLast() {
      folder = folder.appending(RelativePath(component))
      guard mkdirat(destination.raw, folder.bytes, 0o777) == 0 || errno == EEXIST else {
        throw SystemError("make the folder", folder.text)
      }
    }
    if try FileStamp(of: path, in: source).kind == .link {
      try makeLink(path, to: target(of: path))
    } else {
      _ = try copyFile(path)
    }
  }

  /// The owner may always write in the copy, whatever the original says.
  borrowing func makeFolder(_ path: RelativePath, like original: FileStamp) throws(SystemError) {
    guard mkdirat(destination.raw, path.bytes, original.permissions | 0o700) == 0 else {
      throw SystemError("make the folder", path.text)
    }
  }

  borrowing func makeLink(_ path: RelativePath, to target: RelativePath) throws(SystemError) {
    guard symlinkat(target.bytes, destination.raw, path.bytes) == 0 else {
      throw SystemError("make the link", path.text)
    }
  }

  borrowing func target(of link: RelativePath) throws(SystemError) -> RelativePath {
    var length = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, filled in
      guard let target = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
      else { return }
      length = readlinkat(source.raw, link.bytes, target, buffer.count)
      filled = max(0, length)
    }
    guard length >= 0 else { throw SystemError("read the link", link.text) }
    return RelativePath(bytes)
  }

  borrowing func stamp(ofCopied path: RelativePath) throws(SystemError) -> FileStamp {
    try FileStamp(of: path, in: destination)
  }

  borrowing func content(ofCopied path: RelativePath) throws(SystemError) -> [UInt8] {
    let file = try Descriptor(opening: path, in: destination, O_RDONLY | O_NOFOLLOW)
    return try file.bytes(from: 0, count: Int(FileStamp(of: file).size))
  }
}
