// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc

extension Descriptor {
  /// Up to `count` bytes from `offset`; fewer at the end of the file.
  borrowing func bytes(from offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    var failure: Int32?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let length = pread(raw, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
        if length < 0, errno == EINTR { continue }
        if length < 0 { failure = errno }
        guard length > 0 else { return }
        filled += length
      }
    }
    if let failure { throw SystemError("read", "descriptor \(raw)", code: failure) }
    return bytes
  }

  /// Up to `count` bytes from `offset`, without the gap (a hole in the file) that may begin there.
  ///
  /// Only a log from which too much was taken has one: writing by appending leaves none.
  borrowing func data(from offset: Int, count: Int) throws(SystemError) -> (gap: Int, bytes: [UInt8]) {
    let begin = attune_next_data(raw, Int64(offset))
    // There is no more data, or the file system knows of no holes.
    guard begin >= 0 else { return (0, try bytes(from: offset, count: count)) }
    let end = attune_next_hole(raw, begin)
    let most = end > begin ? min(count, Int(end - begin)) : count
    return (Int(begin) - offset, try bytes(from: Int(begin), count: most))
  }

  borrowing func write(_ bytes: [UInt8], for path: String) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let length = bytes.withUnsafeBytes { Glibc.write(raw, $0.baseAddress.map { $0 + written }, $0.count - written) }
      if length < 0, errno == EINTR { continue }
      guard length >= 0 else { throw SystemError("write", path) }
      written += length
    }
  }
}

/// Whole small files.
enum FileContent {
  /// Nil when there is no such file.
  static func read(_ path: String) throws(SystemError) -> [UInt8]? {
    let file: Descriptor
    do {
      file = try Descriptor(opening: path, O_RDONLY)
    } catch {
      guard error.code == ENOENT else { throw error }
      return nil
    }
    return try file.bytes(from: 0, count: Int(FileStamp(of: file).size))
  }

  /// A reader sees all of it or nothing; where it can't be written, what stood there stays.
  static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t = 0o644, durably: Bool = false
  ) throws(SystemError) {
    let draft = "\(path).tmp"
    do throws(SystemError) {
      let file = try Descriptor(opening: draft, O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
      try file.write(bytes, for: path)
      guard !durably || fsync(file.raw) == 0 else { throw SystemError("save", path) }
      guard rename(draft, path) == 0 else { throw SystemError("write", path) }
    } catch {
      unlink(draft)
      throw error
    }
  }
}
