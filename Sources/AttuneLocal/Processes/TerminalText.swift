// SPDX-License-Identifier: Apache-2.0

/// What a trainer wrote, made safe to show: no escape sequences, no control characters but tabs.
package enum TerminalText {
  /// Of a line that was overwritten with carriage returns (a progress bar), what was seen last.
  package static func plain(_ line: some StringProtocol) -> String {
    var result = String.UnicodeScalarView()
    var last = String.UnicodeScalarView()
    var rest = Substring(line).unicodeScalars
    while let scalar = rest.popFirst() {
      switch scalar.value {
      case 0x1B: skipSequence(&rest)
      case 0x9B: skipControlSequence(&rest)
      case 0x90, 0x98, 0x9D, 0x9E, 0x9F: skipString(&rest)
      case 0x0D:
        if !result.isEmpty { last = result }
        result = String.UnicodeScalarView()
      case 0x09: result.append(scalar)
      // The rest of the controls, and those that turn the direction of writing around.
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: break
      default: result.append(scalar)
      }
    }
    return String(result.isEmpty ? last : result)
  }

  /// After ESC. Source: ECMA-48, §5.3 and §5.4.
  private static func skipSequence(_ rest: inout Substring.UnicodeScalarView) {
    guard let kind = rest.popFirst() else { return }
    switch kind {
    case "[": skipControlSequence(&rest)
    case "]", "P", "X", "^", "_": skipString(&rest)
    case " "..."/": while let next = rest.popFirst(), (" "..."/").contains(next) {}
    default: break
    }
  }

  private static func skipControlSequence(_ rest: inout Substring.UnicodeScalarView) {
    while let next = rest.popFirst() {
      if !(" "..."?").contains(next) { return }
    }
  }

  /// Up to BEL or ESC \; an unfinished one swallows the line, as it would on a terminal.
  private static func skipString(_ rest: inout Substring.UnicodeScalarView) {
    while let next = rest.popFirst() {
      if next.value == 0x07 || next.value == 0x9C { return }
      if next.value == 0x1B, rest.first == "\\" {
        rest.removeFirst()
        return
      }
    }
  }
}
