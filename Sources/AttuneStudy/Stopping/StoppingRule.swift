// SPDX-License-Identifier: Apache-2.0

/// Judges a running trial. A pure function of the study.
public protocol StoppingRule: Sendable {
  func verdict(on trial: Trial, in study: Study) -> Verdict
}

public enum Verdict: Sendable, Hashable {
  case proceed
  /// Where and why, in the metric's own units: "stopped at step 9: 0.71, median of 12 trials here 0.83".
  case stop(String)
}
