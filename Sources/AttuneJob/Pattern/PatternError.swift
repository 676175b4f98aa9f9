// SPDX-License-Identifier: Apache-2.0

/// Why a text is no pattern.
public struct PatternError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Unicode scalars before the place, plus one.
  public let column: Int
  /// What is wrong there, and what to write instead where that is known.
  public let message: String

  init(_ message: String, at column: Int) {
    self.message = message
    self.column = column
  }

  public var description: String { "column \(column): \(message)" }
}
