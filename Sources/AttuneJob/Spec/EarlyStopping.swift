// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// By which rule unpromising trials are stopped (`enableTrialEarlyStopping`, `attune: stopping`).
public struct EarlyStopping: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable, CaseIterable {
    case median = "MEDIAN"
  }

  public var method: Method
  /// No trial is stopped before this step.
  public var minSteps: Int

  public init(_ method: Method = .median, minSteps: Int = 0) {
    self.method = method
    self.minSteps = minSteps
  }

  public var rule: any StoppingRule {
    switch method {
    case .median: MedianRule(minSteps: minSteps)
    }
  }
}
