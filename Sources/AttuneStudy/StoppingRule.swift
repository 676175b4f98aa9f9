// SPDX-License-Identifier: Apache-2.0

/// Judges a running trial. A pure function of the study.
public protocol StoppingRule: Sendable {
  func verdict(on trial: Trial, in study: Study) -> Verdict
}

public enum Verdict: Sendable, Hashable {
  case proceed
  /// In words that name the numbers: "0.71 at step 40, below the median 0.83 of 12 trials".
  case stop(String)
}
