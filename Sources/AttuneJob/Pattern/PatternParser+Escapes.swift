// SPDX-License-Identifier: Apache-2.0

extension PatternParser {
  /// What follows a `\` outside a class.
  mutating func escape() throws(PatternError) -> PatternNode {
    if let set = shorthand() { return .set(set) }
    if skip("b") { return .assertion(.wordBoundary) }
    if skip("B") { return .assertion(.noWordBoundary) }
    if skip("A") { return .assertion(.start) }
    if skip("Z") || skip("z") { return .assertion(.veryEnd) }
    return literal(try escapedScalar())
  }

  /// Takes `d`, `D`, `w`, `W`, `s` or `S`.
  mutating func shorthand() -> ScalarSet? {
    let set: ScalarSet
    switch peek {
    case "d": set = .digits
    case "D": set = ScalarSet.digits.inverted
    case "w": set = .words
    case "W": set = ScalarSet.words.inverted
    case "s": set = .spaces
    case "S": set = ScalarSet.spaces.inverted
    default: return nil
    }
    place += 1
    return set
  }

  /// The one scalar that an escape stands for.
  mutating func escapedScalar() throws(PatternError) -> Unicode.Scalar {
    let start = place - 1
    guard let scalar = take() else {
      throw error("nothing follows the '\\'; write '\\\\' for the character", at: start)
    }
    switch scalar {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "f": return "\u{0C}"
    case "v": return "\u{0B}"
    case "a": return "\u{07}"
    case "x": return try hexadecimal(2, from: start)
    case "u": return try hexadecimal(4, from: start)
    case "U": return try hexadecimal(8, from: start)
    case "0"..."9": throw error("back-references and octal numbers are not supported", at: start)
    case "a"..."z", "A"..."Z": throw error("'\\\(scalar)' means nothing here", at: start)
    default: return scalar
    }
  }

  private mutating func hexadecimal(_ count: Int, from start: Int) throws(PatternError) -> Unicode.Scalar {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = take().flatMap({ Character($0).hexDigitValue }) else {
        throw error("\(count) hexadecimal digits are to follow here", at: start)
      }
      value = value << 4 | UInt32(digit)
    }
    guard let scalar = Unicode.Scalar(value) else { throw error("there is no such character", at: start) }
    return scalar
  }
}
