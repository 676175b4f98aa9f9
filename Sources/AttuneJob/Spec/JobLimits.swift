// SPDX-License-Identifier: Apache-2.0

/// The numbers of a job that may change while it is unfinished.
public struct JobLimits: Sendable, Hashable {
  /// Trials attempted in total; failed ones count.
  public var maxTrials: Int
  public var maxParallelTrials: Int
  /// The job fails when this many trials have failed; 0 leaves it to the default rule (`FailureRule`).
  public var maxFailedTrials: Int
  /// How often a trial whose trainer failed is tried again.
  public var retries: Int

  public init(maxTrials: Int = 1, maxParallelTrials: Int = 1, maxFailedTrials: Int = 0, retries: Int = 0) {
    self.maxTrials = maxTrials
    self.maxParallelTrials = maxParallelTrials
    self.maxFailedTrials = maxFailedTrials
    self.retries = retries
  }
}
