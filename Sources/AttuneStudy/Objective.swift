// SPDX-License-Identifier: Apache-2.0

/// The name of the scalar in the event files (`hyperparameterMetricTag`), exactly as TensorBoard shows it.
public struct MetricTag: Sendable, Hashable, RawRepresentable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ name: String) { rawValue = name }

  public var description: String { rawValue }
}

/// In which direction better values lie.
public enum Goal: String, Sendable, Hashable, CaseIterable {
  case maximize = "MAXIMIZE"
  case minimize = "MINIMIZE"

  /// Strictly; false where one is NaN.
  public func isBetter(_ a: Double, than b: Double) -> Bool {
    self == .maximize ? a > b : a < b
  }
}

/// What a job tunes for: which scalar, in which direction, and which of a trial's values counts.
public struct Objective: Sendable, Hashable {
  /// Which of a trial's measurements is its final one.
  public enum Selection: String, Sendable, Hashable, CaseIterable {
    /// The last one written, as the service did.
    case last = "LAST"
    case best = "BEST"
  }

  public let tag: MetricTag
  public let goal: Goal
  public let selection: Selection

  public init(tag: MetricTag, goal: Goal, selection: Selection = .last) {
    self.tag = tag
    self.goal = goal
    self.selection = selection
  }
}
