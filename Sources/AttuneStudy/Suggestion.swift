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
  /// What the model expected; nil where no model took part.
  public let forecast: Forecast?

  public init(phase: String, text: String, completionsSeen: Int, forecast: Forecast? = nil) {
    self.phase = phase
    self.text = text
    self.completionsSeen = completionsSeen
    self.forecast = forecast
  }

  public var description: String { text }
}

/// What an optimizer's model expected of a suggestion when it made it, in the metric's own units.
public struct Forecast: Sendable, Hashable {
  /// The value that is as likely to be exceeded as not.
  public let median: Double
  /// The central interval that holds the value with probability 0.9.
  public let interval: ClosedRange<Double>
  /// How much better than the best so far the trial is on average, a worse one counting as no better; ≥ 0.
  public let expectedImprovement: Double
  /// Each parameter's share of what the model says matters now, in the order of the search space; the sum is 1.
  public let importance: [Double]

  public init(
    median: Double, interval: ClosedRange<Double>, expectedImprovement: Double, importance: [Double]
  ) {
    self.median = median
    self.interval = interval
    self.expectedImprovement = expectedImprovement
    self.importance = importance
  }
}
