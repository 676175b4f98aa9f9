// SPDX-License-Identifier: Apache-2.0

/// Why it can't be told which parameters matter.
public enum ImportanceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// There is no objective, or no parameter.
  case nothingTuned
  /// So few trials have a metric.
  case tooFewTrials(Int)
  /// All these trials have the same metric.
  case constantMetric(trials: Int)

  public var description: String {
    switch self {
    case .nothingTuned: "no parameter is tuned, so none can matter"
    case .tooFewTrials(let count):
      "\(count) \(count == 1 ? "trial has" : "trials have") a metric; to tell which parameters matter takes "
        + "\(Importance.fewestTrials)"
    case .constantMetric(let count): "the metric of all \(count) trials is the same, so no parameter can matter"
    }
  }
}
