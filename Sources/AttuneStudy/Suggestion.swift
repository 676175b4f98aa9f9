// SPDX-License-Identifier: Apache-2.0

/// An assignment proposed by an optimizer, not yet a trial.
public struct Suggestion: Sendable, Hashable {
  public let assignment: Assignment
  public let origin: Origin

  public init(assignment: Assignment, origin: Origin) {
    self.assignment = assignment
    self.origin = origin
  }
}

/// Why an assignment was suggested, and how many completed trials that had seen.
public struct Origin: Sendable, Hashable, CustomStringConvertible {
  /// The phase of the optimizer, a short word: `sobol`, `random`, `grid`, `user`.
  public let phase: String
  /// One sentence for people.
  public let text: String
  public let completionsSeen: Int

  public init(phase: String, text: String, completionsSeen: Int) {
    self.phase = phase
    self.text = text
    self.completionsSeen = completionsSeen
  }

  public var description: String { text }
}
