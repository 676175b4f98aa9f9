// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One name in a directory, with what stands behind it (links are not followed).
struct DirectoryEntry: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case file, directory, link
    /// A socket, pipe or device.
    case special
  }

  let name: RelativePath
  let kind: Kind
}

extension Descriptor {
  /// The names in this directory, in the order of their bytes; stops early once there are more than `limit`.
  borrowing func entries(limit: Int = .max) throws(SystemError) -> [DirectoryEntry] {
    // A stream takes its descriptor over, so it gets one of its own.
    let own = try Descriptor(opening: .here, in: self, O_RDONLY | O_DIRECTORY).release()
    guard let stream = fdopendir(own) else {
      let error = SystemError("read", ".")
      close(own)
      throw error
    }
    defer { closedir(stream) }
    var entries: [DirectoryEntry] = []
    while entries.count <= limit, let entry = readdir(stream) {
      let name = entry.name
      guard name != .here, name != RelativePath("..") else { continue }
      entries.append(DirectoryEntry(name: name, kind: kind(of: name, type: Int(entry.pointee.d_type))))
    }
    return entries.sorted { $0.name < $1.name }
  }

  private borrowing func kind(of name: RelativePath, type: Int) -> DirectoryEntry.Kind {
    switch type {
    case Int(DT_REG): return .file
    case Int(DT_DIR): return .directory
    case Int(DT_LNK): return .link
    // Some file systems don't say.
    case Int(DT_UNKNOWN): return (try? FileStamp(of: name, in: self))?.kind ?? .special
    default: return .special
    }
  }
}

extension UnsafeMutablePointer<dirent> {
  fileprivate var name: RelativePath {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let start = UnsafeRawPointer(self) + offset
    let length = strlen(start.assumingMemoryBound(to: CChar.self))
    return RelativePath(UnsafeRawBufferPointer(start: start, count: length))
  }
}
