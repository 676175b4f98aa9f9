// SPDX-License-Identifier: Apache-2.0

/// Judges a running trial. A pure function of the study.
public protocol StoppingRule: Sendable {
  /// Whether a trial of the study, which is running, goes on. NaN and infinities are not among its measurements.
  func verdict(on trial: Trial, in study: Study) -> Verdict
}

/// What a stopping rule says of a trial.
public enum Verdict: Sendable, Hashable {
  case proceed
  /// Where and why, in the metric's own units: "stopped at step 9: 0.71, median of 12 trials here 0.83".
  case stop(String)
}
