// SPDX-License-Identifier: Apache-2.0

/// What may be changed of a job while it is unfinished.
public struct JobLimits: Sendable, Hashable {
  /// Trials attempted in total; failed ones count.
  public var maxTrials: Int
  public var maxParallelTrials: Int
  /// The job fails when this many trials have failed; 0 leaves it to the default rule (`FailureRule`).
  public var maxFailedTrials: Int
  /// How often a trial whose trainer failed is tried again, where the policy says so.
  public var retries: Int
  public var failurePolicy: FailurePolicy

  /// How long the job may run, in all lives of its controllers: then its trainers are stopped, and it is left unfinished.
  public var maxRunningTime: Duration?
  /// After so much running time nothing new is started (`attune: budget: hours`).
  public var timeBudget: Duration?
  /// How long one attempt may run (`attune: trial: timeLimit`).
  public var trialTimeLimit: Duration?

  public init(
    maxTrials: Int = 1, maxParallelTrials: Int = 1, maxFailedTrials: Int = 0, retries: Int = 0,
    failurePolicy: FailurePolicy = .default, maxRunningTime: Duration? = nil, timeBudget: Duration? = nil,
    trialTimeLimit: Duration? = nil
  ) {
    self.maxTrials = maxTrials
    self.maxParallelTrials = maxParallelTrials
    self.maxFailedTrials = maxFailedTrials
    self.retries = retries
    self.failurePolicy = failurePolicy
    self.maxRunningTime = maxRunningTime
    self.timeBudget = timeBudget
    self.trialTimeLimit = trialTimeLimit
  }

  /// What ends a job's work for want of time.
  public enum TimeBound: String, Sendable, Hashable, CaseIterable {
    case maxRunningTime, timeBudget
  }

  public subscript(bound: TimeBound) -> Duration? {
    switch bound {
    case .maxRunningTime: maxRunningTime
    case .timeBudget: timeBudget
    }
  }
}
