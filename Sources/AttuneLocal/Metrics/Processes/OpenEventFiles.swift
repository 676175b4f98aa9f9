// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The event files that a process has open.
enum OpenEventFiles {
  /// Absolute paths of those that it can write to; none where it is another user's, or gone.
  static func of(_ process: pid_t) -> [String] {
    guard let folder = try? Descriptor.directory("/proc/\(process)/fd"), let entries = try? folder.entries() else {
      return []
    }
    return entries.compactMap { entry in
      guard let path = folder.target(of: entry.name), path.hasPrefix("/"),
        let name = path.split(separator: "/").last, MetricFileKind.isEventFile(RelativePath(String(name))),
        let link = try? FileStamp(of: entry.name, in: folder), link.mode & S_IWUSR != 0,
        !path.hasSuffix(" (deleted)")
      else { return nil }
      return path
    }
  }
}

extension Descriptor {
  /// What a link in this directory points to.
  fileprivate borrowing func target(of link: RelativePath) -> String? {
    let size = Int(PATH_MAX)
    return withUnsafeTemporaryAllocation(byteCount: size, alignment: 1) { buffer in
      guard let start = buffer.bindMemory(to: CChar.self).baseAddress else { return nil }
      let length = readlinkat(raw, link.bytes, start, size)
      return length > 0 ? String(decoding: buffer[..<length], as: UTF8.self) : nil
    }
  }
}
