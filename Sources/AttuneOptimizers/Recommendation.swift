// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// The trial that is best by an optimizer's model: where the metric is noisy, the best observed one may just have
/// been lucky.
public struct Recommendation: Sendable, Hashable {
  public let trial: Trial.ID
  /// Of what the trial's assignment gives on average, in the metric's own units.
  public let median: Double
  /// It holds that average with probability 0.9.
  public let interval: ClosedRange<Double>

  public init(trial: Trial.ID, median: Double, interval: ClosedRange<Double>) {
    self.trial = trial
    self.median = median
    self.interval = interval
  }
}
