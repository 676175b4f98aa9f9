// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

extension JSONValue {
  /// For reading: two spaces a level, members in the order of their names, a newline at the end.
  package var indented: String {
    var text = ""
    write(to: &text, level: 0)
    return text + "\n"
  }

  private func write(to text: inout String, level: Int) {
    switch self {
    case .array(let values) where !values.isEmpty:
      text += "["
      Self.writeAll(values, to: &text, level: level) { value, text in value.write(to: &text, level: level + 1) }
      text += "]"
    case .object(let members) where !members.isEmpty:
      text += "{"
      let sorted = members.sorted { $0.key < $1.key }
      Self.writeAll(sorted, to: &text, level: level) { member, text in
        text += JSONValue.string(member.key).harmlessText + ": "
        member.value.write(to: &text, level: level + 1)
      }
      text += "}"
    default: text += harmlessText
    }
  }

  private static func writeAll<Element>(
    _ elements: [Element], to text: inout String, level: Int, _ write: (Element, inout String) -> Void
  ) {
    let indentation = String(repeating: "  ", count: level + 1)
    for (index, element) in elements.enumerated() {
      text += index == 0 ? "\n" : ",\n"
      text += indentation
      write(element, &text)
    }
    text += "\n" + String(repeating: "  ", count: level)
  }

  /// On one line, with nothing in it that a terminal would obey.
  package var harmlessText: String {
    let text = text
    guard !text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return text }
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
}
