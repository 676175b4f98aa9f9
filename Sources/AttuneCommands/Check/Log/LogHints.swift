// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal

/// Lines that may be meant by a pattern that matches none.
package struct LogHints: Sendable {
  /// With its number.
  package private(set) var lines: [(number: Int, text: String)] = []
  /// Whether the lines speak of the tag; else they only hold numbers.
  package private(set) var nameTheTag = false
  private let name: [UInt8]
  private let tag: String

  private static let most = 5
  private static let longest = 120

  init(tag: String) {
    self.tag = tag
    name = Self.folded(tag.utf8)
  }

  mutating func note(_ line: LineSplitter.Line) {
    guard lines.count < Self.most || !nameTheTag, line.bytes.contains(where: { (0x30...0x39).contains($0) }) else {
      return
    }
    let names = !name.isEmpty && Self.folded(line.bytes).holds(name)
    if names, !nameTheTag {
      nameTheTag = true
      lines = []
    }
    guard names || !nameTheTag, lines.count < Self.most else { return }
    lines.append((line.number, String(decoding: line.bytes.prefix(Self.longest), as: UTF8.self)))
  }

  /// A pattern that would match the first of the lines; nil where none is obvious.
  package var pattern: String? {
    guard nameTheTag, !tag.isEmpty, let line = lines.first else { return nil }
    let literal = tag.map { $0.isLetter || $0.isNumber || $0 == "_" ? "\($0)" : "\\\($0)" }.joined()
    let text = #"(?i)\#(literal)[^\w.+-]*([-+]?[\d.]+(?:e[-+]?\d+)?|nan|[-+]?inf)"#
    let short = #"\#(literal)[^\w.+-]*(\S+)"#
    for candidate in [short, text] {
      if let found = (try? MetricPattern(candidate))?.find(in: Array(line.text.utf8).span),
        MetricNumber.parse(found.value) != nil
      {
        return candidate
      }
    }
    return nil
  }

  /// Lower case, without `_`, `-`, `/` and spaces.
  private static func folded(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.compactMap { byte in
      switch byte {
      case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: " "): nil
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte + 32
      default: byte
      }
    }
  }
}

extension [UInt8] {
  fileprivate func holds(_ part: [UInt8]) -> Bool {
    guard part.count <= count else { return false }
    return (0...count - part.count).contains { self[$0..<$0 + part.count].elementsEqual(part) }
  }
}
