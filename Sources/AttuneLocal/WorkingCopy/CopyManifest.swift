// SPDX-License-Identifier: Apache-2.0
import Glibc

/// What was copied into a working copy, with the stamps it had then: tells later what the trainer changed.
struct CopyManifest: Sendable, Hashable {
  /// Those above first.
  var folders: [RelativePath] = []
  /// Files and links.
  var copies: [RelativePath: FileStamp] = [:]

  func removeUnchanged(in work: borrowing Descriptor) throws(SystemError) {
    let byFolder = Dictionary(grouping: copies.keys) { $0.folder }
    for folder in [RelativePath.here] + folders {
      // A folder that the trainer removed or replaced by a link is none of ours any more.
      guard let names = byFolder[folder], let place = try? work.directory(below: folder) else { continue }
      for path in names {
        let name = RelativePath(path.name)
        guard let now = try? FileStamp(of: name, in: place), now == copies[path] else { continue }
        guard unlinkat(place.raw, name.bytes, 0) == 0 || errno == ENOENT else {
          throw SystemError("remove", path.text)
        }
      }
    }
    for folder in folders.reversed() {
      guard let place = try? work.directory(below: folder.folder) else { continue }
      // Fails where the trainer left something, which is as it should be.
      unlinkat(place.raw, RelativePath(folder.name).bytes, AT_REMOVEDIR)
    }
  }
}

// MARK: - On disk: records that end with a zero byte, `D PATH` and `F INODE SIZE MODIFIED CHANGED MODE PATH`

extension CopyManifest {
  static func read(from path: String) throws(SystemError) -> CopyManifest? {
    try FileContent.read(path).map(CopyManifest.init(decoding:))
  }

  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    for folder in folders { bytes += Array("D ".utf8) + Array(folder.utf8) + [0] }
    for (path, stamp) in copies.sorted(by: { $0.key < $1.key }) {
      let numbers = "F \(stamp.inode) \(stamp.size) \(stamp.modified) \(stamp.changed) \(stamp.mode) "
      bytes += Array(numbers.utf8) + Array(path.utf8) + [0]
    }
    return bytes
  }

  /// A record that makes no sense is passed over: the file it stands for is kept.
  init(decoding bytes: [UInt8]) {
    for record in bytes.split(separator: 0) {
      let space = UInt8(ascii: " ")
      if record.first == UInt8(ascii: "D") {
        folders.append(RelativePath(record.dropFirst(2)))
        continue
      }
      let fields = record.split(separator: space, maxSplits: 6, omittingEmptySubsequences: false)
      guard fields.count == 7 else { continue }
      let texts = fields[1...5].map { String(decoding: $0, as: UTF8.self) }
      guard let inode = UInt64(texts[0]), let size = Int64(texts[1]), let modified = Int64(texts[2]),
        let changed = Int64(texts[3]), let mode = mode_t(texts[4])
      else { continue }
      copies[RelativePath(fields[6])] = FileStamp(
        inode: inode, size: size, modified: modified, changed: changed, mode: mode)
    }
  }
}
