// SPDX-License-Identifier: Apache-2.0
import Glibc

/// An open file or directory, closed with its owner; never inherited by a program that is started.
struct Descriptor: ~Copyable {
  let raw: Int32

  init(adopting raw: Int32) { self.raw = raw }

  init(opening path: String, _ flags: Int32, mode: mode_t = 0o644) throws(SystemError) {
    let raw = open(path, flags | O_CLOEXEC, mode)
    guard raw >= 0 else { throw SystemError("open", path) }
    self.raw = raw
  }

  /// - Parameter path: relative to `directory`.
  init(
    opening path: RelativePath, in directory: borrowing Descriptor, _ flags: Int32, mode: mode_t = 0o644
  ) throws(SystemError) {
    let raw = openat(directory.raw, path.bytes, flags | O_CLOEXEC, mode)
    guard raw >= 0 else { throw SystemError("open", path.text) }
    self.raw = raw
  }

  deinit { close(raw) }

  /// Gives up ownership.
  consuming func release() -> Int32 {
    let raw = raw
    discard self
    return raw
  }
}

extension Descriptor {
  static func directory(_ path: String) throws(SystemError) -> Descriptor {
    try Descriptor(opening: path, O_RDONLY | O_DIRECTORY)
  }

  /// The directory at `path` below this one; no component may be a link.
  borrowing func directory(below path: RelativePath) throws(SystemError) -> Descriptor {
    var current = try Descriptor(opening: .here, in: self, O_RDONLY | O_DIRECTORY)
    for component in path.components {
      current = try Descriptor(
        opening: RelativePath(component), in: current, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }
    return current
  }
}
