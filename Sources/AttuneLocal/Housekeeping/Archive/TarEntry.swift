// SPDX-License-Identifier: Apache-2.0

/// One member of a tar archive.
struct TarEntry: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case file(size: Int)
    case folder
    case link(to: [UInt8])
  }

  /// As the archive has it, without a slash at the end.
  let path: [UInt8]
  let kind: Kind
  let permissions: UInt32
  /// Seconds since 1970.
  let modified: Int64

  var text: String { String(decoding: path, as: UTF8.self) }
}

/// The blocks of an archive: ustar, with pax records where a name is too long or a file too large for it.
///
/// Source: POSIX.1-2017, "pax", §"ustar Interchange Format" and §"pax Interchange Format".
enum TarBlock {
  static let size = 512
  /// What 11 octal digits hold.
  private static let largestNumber = 8_589_934_591

  static func padding(after count: Int) -> Int { (size - count % size) % size }

  /// All blocks before an entry's content.
  static func header(of entry: TarEntry) -> [UInt8] {
    var records: [UInt8] = []
    if entry.path.count > 100 { records += record("path", entry.path) }
    var (type, length, target) = (UInt8(ascii: "5"), 0, [UInt8]())
    switch entry.kind {
    case .folder: break
    case .file(let size): (type, length) = (UInt8(ascii: "0"), size)
    case .link(let to):
      (type, target) = (UInt8(ascii: "2"), to)
      if to.count > 100 { records += record("linkpath", to) }
    }
    if length > largestNumber { records += record("size", Array("\(length)".utf8)) }
    let block = block(
      name: entry.path, type: type, length: min(length, largestNumber), target: target,
      permissions: entry.permissions, modified: entry.modified)
    guard !records.isEmpty else { return block }
    let extended = self.block(
      name: Array("pax".utf8), type: UInt8(ascii: "x"), length: records.count, target: [], permissions: 0o600,
      modified: entry.modified)
    return extended + records + [UInt8](repeating: 0, count: padding(after: records.count)) + block
  }

  /// `LENGTH KEY=VALUE\n`; the length counts its own digits.
  private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
    let rest = [UInt8(ascii: " ")] + Array("\(key)=".utf8) + value + [UInt8(ascii: "\n")]
    var length = rest.count + 1
    while "\(length)".count + rest.count != length { length += 1 }
    return Array("\(length)".utf8) + rest
  }

  private static func block(
    name: [UInt8], type: UInt8, length: Int, target: [UInt8], permissions: UInt32, modified: Int64
  ) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: size)
    func put(_ bytes: some Collection<UInt8>, at offset: Int, limit: Int) {
      for (index, byte) in bytes.prefix(limit).enumerated() { block[offset + index] = byte }
    }
    func put(_ number: Int, at offset: Int, digits: Int) {
      let text = String(max(0, number), radix: 8)
      put((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8, at: offset, limit: digits)
    }
    put(name, at: 0, limit: 100)
    put(Int(permissions), at: 100, digits: 7)
    put(0, at: 108, digits: 7)
    put(0, at: 116, digits: 7)
    put(length, at: 124, digits: 11)
    put(min(Int(modified), largestNumber), at: 136, digits: 11)
    block[156] = type
    put(target, at: 157, limit: 100)
    put("ustar\u{0}00".utf8, at: 257, limit: 8)
    put(checksum(of: block), at: 148, digits: 6)
    block[155] = UInt8(ascii: " ")
    return block
  }

  /// With the checksum's own field as spaces.
  static func checksum(of block: [UInt8]) -> Int {
    block.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
  }

  /// Octal digits, or binary where the first bit says so.
  static func number(_ field: ArraySlice<UInt8>) -> Int? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      let bytes = [first & 0x7F] + field.dropFirst()
      guard bytes.dropLast(7).allSatisfy({ $0 == 0 }) else { return nil }
      return bytes.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
    let text = field.filter { $0 != 0 && $0 != UInt8(ascii: " ") }
    return text.isEmpty ? 0 : Int(String(decoding: text, as: UTF8.self), radix: 8)
  }
}
