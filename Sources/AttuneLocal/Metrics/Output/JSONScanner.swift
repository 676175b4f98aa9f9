// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Reads a JSON object's scalars, as tolerant as trainers need it: `NaN`, `Infinity` and `-Infinity` are numbers, as
/// Python writes them, and so are numbers in quotes.
struct JSONScanner {
  struct Member: Sendable, Hashable {
    /// `a.b` for `b` in `a`. A key with a point of its own reads the same.
    let path: String
    let number: Double?
    let isNull: Bool
  }

  static let deepest = 32
  static let mostMembers = 10_000

  private let bytes: [UInt8]
  private var place = 0
  private var members: [Member] = []

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The object's members, those of inner objects among them; nil where it isn't one.
  mutating func object() -> [Member]? {
    guard value(at: nil, depth: 0) else { return nil }
    skipSpace()
    return place == bytes.count ? members : nil
  }

  /// - Parameter path: nil for what is of no interest, such as elements of an array.
  private mutating func value(at path: String?, depth: Int) -> Bool {
    skipSpace()
    guard depth < Self.deepest, let byte = peek else { return false }
    switch byte {
    case UInt8(ascii: "{"): return object(at: path ?? (depth == 0 ? "" : nil), depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""):
      guard let text = string() else { return false }
      note(path, MetricNumber.parse(text))
      return true
    default: return word(at: path)
    }
  }

  private mutating func object(at path: String?, depth: Int) -> Bool {
    place += 1
    skipSpace()
    if skip(UInt8(ascii: "}")) { return true }
    repeat {
      skipSpace()
      guard peek == UInt8(ascii: "\""), let key = string() else { return false }
      skipSpace()
      guard skip(UInt8(ascii: ":")) else { return false }
      guard value(at: path.map { $0.isEmpty ? key : "\($0).\(key)" }, depth: depth + 1) else { return false }
      skipSpace()
    } while skip(UInt8(ascii: ","))
    return skip(UInt8(ascii: "}"))
  }

  private mutating func array(depth: Int) -> Bool {
    place += 1
    skipSpace()
    if skip(UInt8(ascii: "]")) { return true }
    repeat {
      guard value(at: nil, depth: depth + 1) else { return false }
      skipSpace()
    } while skip(UInt8(ascii: ","))
    return skip(UInt8(ascii: "]"))
  }

  /// A number, or one of JSON's and Python's words.
  private mutating func word(at path: String?) -> Bool {
    let start = place
    while let byte = peek, !Self.isDelimiter(byte) { place += 1 }
    let text = bytes[start..<place]
    switch String(decoding: text, as: UTF8.self) {
    case "null": note(path, nil, isNull: true)
    case "true", "false": note(path, nil)
    default:
      guard let number = MetricNumber.parse(text) else { return false }
      note(path, number)
    }
    return true
  }

  private mutating func note(_ path: String?, _ number: Double?, isNull: Bool = false) {
    guard let path, !path.isEmpty, members.count < Self.mostMembers else { return }
    members.append(Member(path: path, number: number, isNull: isNull))
  }
}

extension JSONScanner {
  private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skip(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    place += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || (0x09...0x0D).contains(byte) { place += 1 }
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: "\""), 0x20,
      0x09...0x0D:
      true
    default: false
    }
  }

  /// The text between quotes, its escapes resolved; a lone half of a surrogate pair is U+FFFD.
  private mutating func string() -> String? {
    place += 1
    var text: [UInt8] = []
    var units: [UInt16] = []
    while let byte = peek {
      place += 1
      if byte == UInt8(ascii: "\\") {
        guard let unit = escape() else { return nil }
        units.append(unit)
        continue
      }
      if !units.isEmpty {
        text += Array(String(decoding: units, as: UTF16.self).utf8)
        units = []
      }
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      text.append(byte)
    }
    return nil
  }

  private mutating func escape() -> UInt16? {
    guard let byte = peek else { return nil }
    place += 1
    switch byte {
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "r"): return 0x0D
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
    case UInt8(ascii: "u"):
      guard place + 4 <= bytes.count,
        let unit = UInt16(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
      else { return nil }
      place += 4
      return unit
    default: return nil
    }
  }
}
