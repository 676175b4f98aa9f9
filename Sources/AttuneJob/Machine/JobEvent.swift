// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// What happened. The journal is a list of these; a job's state is their fold.
public enum JobEvent: Sendable, Hashable {
  /// A controller took the job: everything that is owed is started again.
  case opened(JobOwner)
  case suggested([Suggestion])
  case exhausted
  case suggestionFailed(String)
  case launched(Attempt, TrialHandle)
  /// The launch waits for something that others use: "waiting for 1 GPU". Nothing is decided by it.
  case delayed(Attempt, String)
  case launchFailed(Attempt, String)
  /// Which run and tag is read; a better match replaces it later, and with it what was measured.
  case seriesChosen(Trial.ID, MetricSeries)
  case measured(Trial.ID, [Trial.Reading], at: Position)
  /// A minute without the tag; `seen` are the tags there are.
  case metricMissing(Trial.ID, seen: [String])
  /// A stopping rule's verdict; `.proceed` is not journaled.
  case stopped(Trial.ID, String)
  /// The attempt's process tree is gone and its files are read to the end.
  case exited(Attempt, TrialExit, seen: [String])
  /// Trials fail on this GPU and not elsewhere, for the reason given: it is given no more of them.
  case deviceAvoided(String, String)
  /// So long may the job run. It may run on once it is amended.
  case timeUp(JobLimits.TimeBound)
  case commanded(JobCommand)
  case finished(Outcome)
}

/// Who runs a job.
public struct JobOwner: Sendable, Hashable {
  public let host: String
  public let pid: Int
  /// Why it can't write the journal now; never in the journal itself.
  public var trouble: String?

  public init(host: String, pid: Int, trouble: String? = nil) {
    self.host = host
    self.pid = pid
    self.trouble = trouble
  }
}

/// What others ask of a controller, by rows in the command table.
public enum JobCommand: Sendable, Hashable {
  case cancel
  /// Running trainers are stopped; their trials run again on resume.
  case interrupt
  case amend(JobLimits)
  /// A FAILED job that has trials left goes on.
  case reopen
  /// Trials that failed run again, also where the job had succeeded or failed.
  case retryFailed
}

/// How a job ended.
public enum Outcome: Sendable, Hashable {
  case succeeded
  case failed(String)
  case cancelled
}
