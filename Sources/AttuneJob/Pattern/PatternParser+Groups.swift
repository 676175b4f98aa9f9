// SPDX-License-Identifier: Apache-2.0

extension PatternParser {
  /// What follows a `(`.
  mutating func group() throws(PatternError) -> PatternNode {
    let start = place - 1
    guard skip("?") else { return try capture(nil, from: start) }
    if skip(":") { return try inside(start) }
    if skip("P<") || (peek == "<" && !isLookBehind && skip("<")) {
      return try capture(try name(), from: start)
    }
    throw error(refusal, at: start)
  }

  private var isLookBehind: Bool {
    place + 1 < scalars.count && (scalars[place + 1] == "=" || scalars[place + 1] == "!")
  }

  /// Why what stands behind `(?` is not read.
  private var refusal: String {
    switch peek {
    case "=", "!", "<": "look-around is not supported; match what stands there, and put the number into a group"
    case ">": "atomic groups are not supported; write (?:…)"
    case "#": "comments are not supported"
    case "P": "'(?P' is followed by '<name>'; back-references are not supported"
    case "i": "'(?i)' stands at the start of the pattern only"
    default: "'(?' is followed by ':', 'P<name>' or '<name>'; other flags are not supported"
    }
  }

  private mutating func capture(_ name: String?, from start: Int) throws(PatternError) -> PatternNode {
    guard groupNames.count < Self.mostGroups else {
      throw error("more than \(Self.mostGroups) groups; write (?:…) for those whose text is not needed", at: start)
    }
    groupNames.append(name)
    let number = groupNames.count
    return .group(number: number, try inside(start))
  }

  private mutating func inside(_ start: Int) throws(PatternError) -> PatternNode {
    let node = try alternatives()
    guard skip(")") else { throw error("')' is missing for this group; write '\\(' for the character", at: start) }
    return node
  }

  private mutating func name() throws(PatternError) -> String {
    let start = place
    while let scalar = peek, scalar != ">" {
      let isFirst = place == start
      guard ScalarSet.words.contains(scalar.value), !(isFirst && ScalarSet.digits.contains(scalar.value)) else {
        throw error("a group's name has letters, digits and '_' only, and begins with no digit")
      }
      place += 1
    }
    let name = text(from: start)
    guard !name.isEmpty else { throw error("the group has no name", at: start) }
    guard skip(">") else { throw error("'>' is missing behind the group's name") }
    guard !groupNames.contains(name) else { throw error("there is a group '\(name)' already", at: start) }
    return name
  }
}
