// SPDX-License-Identifier: Apache-2.0

/// Reads an archive entry by entry. Believes nothing: sizes must fit into the file, checksums must be right.
struct TarReader: ~Copyable {
  private let file: Descriptor
  private let size: Int
  private var offset = 0

  init(_ file: consuming Descriptor) throws(SystemError) {
    size = Int(try FileStamp(of: file).size)
    self.file = file
  }

  /// What pax and GNU put before an entry for what its header has no room for.
  private struct Extension {
    var path: [UInt8]?
    var target: [UInt8]?
    var size: Int?
  }

  /// - Returns: the entry and where its content begins; nil at the end.
  mutating func next() throws -> (entry: TarEntry, offset: Int)? {
    var extended = Extension()
    while offset + TarBlock.size <= size {
      let block = try file.bytes(from: offset, count: TarBlock.size)
      if block.allSatisfy({ $0 == 0 }) { return nil }
      guard TarBlock.number(block[148..<156]) == TarBlock.checksum(of: block) else {
        throw ArchiveError("it is no tar archive, or damaged at byte \(offset)")
      }
      let start = offset + TarBlock.size
      guard let written = TarBlock.number(block[124..<136]), let permissions = TarBlock.number(block[100..<108]),
        let modified = TarBlock.number(block[136..<148])
      else { throw ArchiveError("a number makes no sense at byte \(offset)") }
      let type = block[156]
      let hasContent = type == 0 || (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(type)
      let length = hasContent ? extended.size ?? written : written
      guard length >= 0, length <= size - start else { throw ArchiveError("it ends in the middle of a file") }
      offset = start + length + TarBlock.padding(after: length)
      switch type {
      case UInt8(ascii: "x"): try extend(&extended, withRecords: content(at: start, length))
      case UInt8(ascii: "L"): extended.path = try trimmed(content(at: start, length))
      case UInt8(ascii: "K"): extended.target = try trimmed(content(at: start, length))
      case UInt8(ascii: "g"): break
      default:
        let path = extended.path ?? name(in: block)
        let kind = try kind(of: type, length, target: extended.target ?? trimmed(Array(block[157..<257])), path)
        let entry = TarEntry(
          path: Array(path.reversed().drop { $0 == UInt8(ascii: "/") }.reversed()), kind: kind,
          permissions: UInt32(permissions & 0o777), modified: Int64(modified))
        return (entry, start)
      }
    }
    throw ArchiveError("it ends too early")
  }

  /// A part of the file.
  borrowing func bytes(from offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    try file.bytes(from: offset, count: count)
  }

  private func kind(of type: UInt8, _ length: Int, target: [UInt8], _ path: [UInt8]) throws -> TarEntry.Kind {
    switch type {
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): return .file(size: length)
    case UInt8(ascii: "2"): return .link(to: target)
    case UInt8(ascii: "5"): return .folder
    default: throw ArchiveError("'\(String(decoding: path, as: UTF8.self))' is neither a file, a folder nor a link")
    }
  }

  private func name(in block: [UInt8]) -> [UInt8] {
    let name = trimmed(Array(block[0..<100]))
    guard block[257..<263].elementsEqual("ustar\u{0}".utf8), block[345] != 0 else { return name }
    return trimmed(Array(block[345..<500])) + [UInt8(ascii: "/")] + name
  }

  private func trimmed(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix { $0 != 0 }) }

  /// Names, not files.
  private func content(at start: Int, _ length: Int) throws -> [UInt8] {
    guard length <= 1 << 16 else { throw ArchiveError("a name is too long at byte \(start)") }
    return try file.bytes(from: start, count: length)
  }

  private func extend(_ extended: inout Extension, withRecords bytes: [UInt8]) throws {
    var rest = bytes[...]
    while let space = rest.firstIndex(of: UInt8(ascii: " ")) {
      guard let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length > space - rest.startIndex + 1,
        length <= rest.count
      else { throw ArchiveError("a record of a long name makes no sense") }
      let record = rest[(space + 1)..<(rest.startIndex + length - 1)]
      rest = rest.dropFirst(length)
      let parts = record.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      switch String(decoding: parts[0], as: UTF8.self) {
      case "path": extended.path = Array(parts[1])
      case "linkpath": extended.target = Array(parts[1])
      case "size": extended.size = Int(String(decoding: parts[1], as: UTF8.self))
      default: break
      }
    }
  }
}

/// An archive that can't be taken; what is wrong, after "it".
struct ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
