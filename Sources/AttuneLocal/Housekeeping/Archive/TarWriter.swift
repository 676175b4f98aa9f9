// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Writes an archive entry by entry.
struct TarWriter: ~Copyable {
  private let file: Descriptor
  private let path: String

  init(_ file: consuming Descriptor, for path: String) {
    self.file = file
    self.path = path
  }

  func add(folder name: [UInt8], like stamp: FileStamp) throws(SystemError) {
    try write(TarBlock.header(of: entry(name, .folder, stamp)))
  }

  func add(link name: [UInt8], to target: [UInt8], like stamp: FileStamp) throws(SystemError) {
    try write(TarBlock.header(of: entry(name, .link(to: target), stamp)))
  }

  /// Of a file that changes meanwhile, as many bytes as it had at first.
  func add(file content: borrowing Descriptor, as name: [UInt8]) throws(SystemError) {
    let stamp = try FileStamp(of: content)
    let size = Int(stamp.size)
    try write(TarBlock.header(of: entry(name, .file(size: size), stamp)))
    var offset = 0
    while offset < size {
      let wanted = min(size - offset, 1 << 20)
      var bytes = try content.bytes(from: offset, count: wanted)
      bytes += [UInt8](repeating: 0, count: wanted - bytes.count)
      try write(bytes)
      offset += wanted
    }
    try write([UInt8](repeating: 0, count: TarBlock.padding(after: size)))
  }

  /// The archive's end, on the disk.
  func finish() throws(SystemError) {
    try write([UInt8](repeating: 0, count: 2 * TarBlock.size))
    guard fsync(file.raw) == 0 else { throw SystemError("save", path) }
  }

  private func write(_ bytes: [UInt8]) throws(SystemError) { try file.write(bytes, for: path) }

  private func entry(_ name: [UInt8], _ kind: TarEntry.Kind, _ stamp: FileStamp) -> TarEntry {
    TarEntry(
      path: name, kind: kind, permissions: UInt32(stamp.permissions), modified: stamp.modified / 1_000_000_000)
  }
}
