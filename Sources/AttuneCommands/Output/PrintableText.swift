// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Text of users and trainers, made harmless for a terminal.
package enum PrintableText {
  /// Control characters, and those that turn the direction of writing, as `\n`, `\t`, `\u{1B}`; all else as it is.
  package static func escaped(_ text: String) -> String {
    if isPlain(text) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isHarmful: result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Columns of a terminal that the text takes.
  package static func width(_ text: String) -> Int {
    if isPlain(text) { return text.utf8.count }
    return text.reduce(0) { $0 + width(of: $1) }
  }

  /// Columns that it takes once it is escaped.
  static func shownWidth(_ text: String) -> Int {
    isPlain(text) ? text.utf8.count : width(escaped(text))
  }

  /// Whether it is printable ASCII, as nearly all text is.
  static func isPlain(_ text: String) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isPrintable) } ?? text.utf8.allSatisfy(isPrintable)
  }

  private static func isPrintable(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }

  /// At most `width` columns; what is cut off leaves an ellipsis.
  package static func cut(_ text: String, to width: Int) -> String {
    guard self.width(text) > width else { return text }
    var result = ""
    var used = 1
    for character in text {
      used += self.width(of: character)
      if used > width { break }
      result.append(character)
    }
    return result + "…"
  }

  /// 2 for the wide characters of East Asia and for pictures.
  private static func width(of character: Character) -> Int {
    switch character.unicodeScalars.first?.value ?? 0 {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
