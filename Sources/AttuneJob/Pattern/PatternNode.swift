// SPDX-License-Identifier: Apache-2.0

/// A pattern as it was written, understood.
indirect enum PatternNode: Sendable, Hashable {
  case empty
  case set(ScalarSet)
  case assertion(PatternAssertion)
  case sequence([PatternNode])
  /// The first that leads to a match is taken.
  case alternatives([PatternNode])
  /// `number` from 1.
  case group(number: Int, PatternNode)
  case repetition(PatternNode, PatternRepetition)

  /// Whether it can match without a character.
  var canBeEmpty: Bool {
    switch self {
    case .empty, .assertion: true
    case .set: false
    case .sequence(let nodes): nodes.allSatisfy(\.canBeEmpty)
    case .alternatives(let nodes): nodes.contains(where: \.canBeEmpty)
    case .group(_, let node): node.canBeEmpty
    case .repetition(let node, let repetition): repetition.least == 0 || node.canBeEmpty
    }
  }
}

/// `*`, `+`, `?`, `{2,5}`, each greedy or lazy.
struct PatternRepetition: Sendable, Hashable {
  let least: Int
  /// Nil: without end.
  let most: Int?
  var isLazy = false
}

/// A condition on a place between two characters.
enum PatternAssertion: Sendable, Hashable {
  /// `^`, `\A`
  case start
  /// `$`: also before a newline that ends the text.
  case end
  /// `\Z`
  case veryEnd
  /// `\b`, `\B`
  case wordBoundary, noWordBoundary
}
