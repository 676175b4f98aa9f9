// SPDX-License-Identifier: Apache-2.0

/// A place between two characters of a text.
struct PatternPlace {
  /// In bytes.
  let offset: Int
  /// Nil at the start and at the end.
  let before: UInt32?
  let after: UInt32?
  /// Whether `after` is the last character.
  let isBeforeLast: Bool

  func holds(_ assertion: PatternAssertion) -> Bool {
    switch assertion {
    case .start: offset == 0
    case .end: after == nil || (after == 0x0A && isBeforeLast)
    case .veryEnd: after == nil
    case .wordBoundary: isWord(before) != isWord(after)
    case .noWordBoundary: isWord(before) == isWord(after)
    }
  }

  private func isWord(_ scalar: UInt32?) -> Bool { scalar.map(ScalarSet.words.contains) ?? false }
}
