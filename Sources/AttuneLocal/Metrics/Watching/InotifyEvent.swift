// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One entry that the kernel put into the queue of an inotify descriptor.
struct InotifyEvent {
  /// The directory's number; -1 where the queue overflowed.
  let watch: Int32
  let mask: UInt32
  /// Of the entry in the directory; `.here` where the directory itself is meant.
  let name: RelativePath

  /// What is asked for of a directory. An entry that is deleted but still written to is nobody's any more.
  static let wanted =
    UInt32(IN_MODIFY) | UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_ONLYDIR) | UInt32(IN_EXCL_UNLINK)

  var hasOverflowed: Bool { mask & UInt32(IN_Q_OVERFLOW) != 0 }
  /// The directory is no longer watched: it is gone, or its file system is.
  var isLast: Bool { mask & UInt32(IN_IGNORED) != 0 }
  var isDirectory: Bool { mask & UInt32(IN_ISDIR) != 0 }
  var isNew: Bool { mask & (UInt32(IN_CREATE) | UInt32(IN_MOVED_TO)) != 0 }

  /// The entries in what was read from the descriptor.
  static func all(in bytes: UnsafeRawBufferPointer) -> [InotifyEvent] {
    let header = 16
    var events: [InotifyEvent] = []
    var at = 0
    while at + header <= bytes.count {
      let length = Int(bytes.loadUnaligned(fromByteOffset: at + 12, as: UInt32.self))
      guard at + header + length <= bytes.count else { break }
      let name = bytes[(at + header)..<(at + header + length)].prefix { $0 != 0 }
      events.append(
        InotifyEvent(
          watch: bytes.loadUnaligned(fromByteOffset: at, as: Int32.self),
          mask: bytes.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self),
          name: name.isEmpty ? .here : RelativePath(name)))
      at += header + length
    }
    return events
  }
}
