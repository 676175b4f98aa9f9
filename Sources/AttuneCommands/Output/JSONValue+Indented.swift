// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

extension JSONValue {
  /// For reading: two spaces a level, members in the order of their names, a newline at the end.
  package var indented: String {
    var bytes: [UInt8] = []
    write(to: &bytes, level: 0)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  private func write(to bytes: inout [UInt8], level: Int) {
    switch self {
    case .array(let values) where !values.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        Self.beginLine(to: &bytes, level: level + 1, isFirst: index == 0)
        value.write(to: &bytes, level: level + 1)
      }
      Self.beginLine(to: &bytes, level: level, isFirst: true)
      bytes.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
        Self.beginLine(to: &bytes, level: level + 1, isFirst: index == 0)
        bytes.append(contentsOf: "\(JSONValue.string(member.key).harmlessText): ".utf8)
        member.value.write(to: &bytes, level: level + 1)
      }
      Self.beginLine(to: &bytes, level: level, isFirst: true)
      bytes.append(UInt8(ascii: "}"))
    default: bytes.append(contentsOf: harmlessText.utf8)
    }
  }

  private static func beginLine(to bytes: inout [UInt8], level: Int, isFirst: Bool) {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
  }

  /// On one line, with nothing in it that a terminal would obey.
  private var harmlessText: String {
    if case .string(let text) = self, PrintableText.isPlain(text), !text.utf8.contains(where: Self.needsEscape) {
      return "\"\(text)\""
    }
    let text = text
    if PrintableText.isPlain(text) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if PrintableText.isHarmful(scalar) {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func needsEscape(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") }
}
