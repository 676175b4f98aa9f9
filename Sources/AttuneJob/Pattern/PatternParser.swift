// SPDX-License-Identifier: Apache-2.0

/// Reads a pattern, one Unicode scalar at a time.
struct PatternParser {
  var scalars: [Unicode.Scalar]
  var place = 0
  /// A name, or nil, for each group that was opened.
  var groupNames: [String?] = []
  var ignoresCase = false
  private var depth = 0

  static let mostScalars = 4_096
  static let mostGroups = 50
  /// Groups within groups.
  static let deepest = 50

  init(_ text: String) throws(PatternError) {
    scalars = Array(text.unicodeScalars.prefix(Self.mostScalars + 1))
    guard scalars.count <= Self.mostScalars else {
      throw PatternError("the pattern has more than \(Self.mostScalars) characters", at: 1)
    }
  }

  mutating func parse() throws(PatternError) -> PatternNode {
    if skip("(?i)") { ignoresCase = true }
    let node = try alternatives()
    guard place == scalars.count else { throw error("')' closes no group; write '\\)' for the character") }
    return node
  }

  /// Alternatives up to a `)` or the end.
  mutating func alternatives() throws(PatternError) -> PatternNode {
    guard depth < Self.deepest else { throw error("more than \(Self.deepest) groups within groups") }
    depth += 1
    defer { depth -= 1 }
    var nodes = [try sequence()]
    while skip("|") { nodes.append(try sequence()) }
    return nodes.count == 1 ? nodes[0] : .alternatives(nodes)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let scalar = peek, scalar != "|", scalar != ")" {
      let start = place
      let item = try item()
      let node = try quantified(item, from: start)
      if node != .empty { nodes.append(node) }
    }
    return nodes.count == 1 ? nodes[0] : nodes.isEmpty ? .empty : .sequence(nodes)
  }

  /// One thing that a quantifier may follow; a quantifier here follows nothing.
  private mutating func item() throws(PatternError) -> PatternNode {
    if let quantifier = try quantifier() {
      throw error(
        "'\(quantifier.written)' repeats nothing; write '\\\(quantifier.written)' for the character",
        at: quantifier.place)
    }
    guard let scalar = take() else { return .empty }
    switch scalar {
    case ".": return .set(.anyButNewline)
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case "(": return try group()
    case "[": return .set(try characterClass())
    case "\\": return try escape()
    default: return literal(scalar)
    }
  }

  func literal(_ scalar: Unicode.Scalar) -> PatternNode { .set(folded(ScalarSet(scalar.value))) }

  func folded(_ set: ScalarSet) -> ScalarSet { ignoresCase ? set.caseFolded : set }
}

extension PatternParser {
  var peek: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  mutating func take() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    place += 1
    return scalar
  }

  /// Takes the text if it comes next.
  mutating func skip(_ text: String) -> Bool {
    let expected = Array(text.unicodeScalars)
    guard scalars[place...].starts(with: expected) else { return false }
    place += expected.count
    return true
  }

  /// - Parameter start: nil for the next character.
  func error(_ message: String, at start: Int? = nil) -> PatternError {
    PatternError(message, at: (start ?? place) + 1)
  }
}
