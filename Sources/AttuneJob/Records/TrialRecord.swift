// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// One row of the trial table: what everyone shows of a trial. A projection of the journal.
public struct TrialRecord: Sendable, Hashable {
  /// One word per state of a trial.
  public enum State: String, Sendable, Hashable, CaseIterable {
    case queued = "QUEUED"
    case running = "RUNNING"
    case stopping = "STOPPING"
    case succeeded = "SUCCEEDED"
    case stopped = "STOPPED"
    case infeasible = "INFEASIBLE"
    case failed = "FAILED"
  }

  public var trial: Trial.ID
  public var state: State
  /// Why it stopped, failed or is infeasible; empty for a plain success.
  public var reason: String
  /// The last lines of stderr of a failed trial.
  public var tail: String
  /// One text per parameter, in the space's order, as the trainer read it.
  public var values: [String]
  public var final: Trial.Measurement?
  public var isStoppedEarly: Bool
  /// The latest attempt; 0 before the first launch.
  public var attempt: Int
  public var startTime: Timestamp?
  public var endTime: Timestamp?
  public var usage: TrialExit.Usage?
  public var origin: Origin
  /// Which series is read, in words; empty before one is chosen.
  public var series: String

  public init(
    trial: Trial.ID, state: State, reason: String = "", tail: String = "", values: [String],
    final: Trial.Measurement? = nil, isStoppedEarly: Bool = false, attempt: Int = 0,
    startTime: Timestamp? = nil, endTime: Timestamp? = nil, usage: TrialExit.Usage? = nil, origin: Origin,
    series: String = ""
  ) {
    self.trial = trial
    self.state = state
    self.reason = reason
    self.tail = tail
    self.values = values
    self.final = final
    self.isStoppedEarly = isStoppedEarly
    self.attempt = attempt
    self.startTime = startTime
    self.endTime = endTime
    self.usage = usage
    self.origin = origin
    self.series = series
  }
}
