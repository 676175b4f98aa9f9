// SPDX-License-Identifier: Apache-2.0

/// What an earlier job found at one point of this study's space: data, not a trial. It has no number, is never listed
/// and doesn't count as an attempt.
public struct PriorTrial: Sendable, Hashable {
  public let assignment: Assignment
  /// The final objective value, in the metric's own units; finite.
  public let value: Double

  /// Nil for a value that is not finite.
  public init?(assignment: Assignment, value: Double) {
    guard value.isFinite else { return nil }
    self.assignment = assignment
    self.value = value
  }
}
