// SPDX-License-Identifier: Apache-2.0

extension PatternParser {
  /// One member of a class: a scalar, or a set such as `\d`.
  private enum Member {
    case scalar(UInt32)
    case set(ScalarSet)
  }

  /// What follows a `[`.
  mutating func characterClass() throws(PatternError) -> ScalarSet {
    let start = place - 1
    let isInverted = skip("^")
    let first = place
    var ranges: [ClosedRange<UInt32>] = []
    while let scalar = peek, scalar != "]" || place == first {
      let memberStart = place
      let low = try member()
      if let range = try range(from: low, at: memberStart) {
        ranges.append(range)
        continue
      }
      switch low {
      case .scalar(let scalar): ranges.append(scalar...scalar)
      case .set(let set): ranges += set.ranges
      }
    }
    guard skip("]") else { throw error("']' is missing for this class; write '\\[' for the character", at: start) }
    let set = folded(ScalarSet(ranges))
    return isInverted ? set.inverted : set
  }

  /// The rest of `a-z`; nil where no range is written. A `-` before the `]` is a character.
  private mutating func range(from low: Member, at start: Int) throws(PatternError) -> ClosedRange<UInt32>? {
    guard peek == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else { return nil }
    place += 1
    guard case .scalar(let first) = low, case .scalar(let last) = try member() else {
      throw error("a range goes from one character to another; write '\\-' for a '-'", at: start)
    }
    guard first <= last else { throw error("'\(text(from: start))' ends before it begins", at: start) }
    return first...last
  }

  private mutating func member() throws(PatternError) -> Member {
    guard let scalar = take() else { return .scalar(0) }
    guard scalar == "\\" else { return .scalar(scalar.value) }
    if skip("b") { return .scalar(0x08) }
    if let set = shorthand() { return .set(set) }
    return .scalar(try escapedScalar().value)
  }
}
