// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// What `list` and `status` say of a job without reading its journal. Exported as `job.json`.
public struct JobSummary: Sendable, Hashable {
  /// The service's words.
  public enum State: String, Sendable, Hashable, CaseIterable {
    case queued = "QUEUED"
    case running = "RUNNING"
    case cancelling = "CANCELLING"
    case succeeded = "SUCCEEDED"
    case failed = "FAILED"
    case cancelled = "CANCELLED"

    public var isFinished: Bool { self == .succeeded || self == .failed || self == .cancelled }
  }

  public struct Best: Sendable, Hashable {
    public let trial: Trial.ID
    public let measurement: Trial.Measurement

    public init(trial: Trial.ID, measurement: Trial.Measurement) {
      self.trial = trial
      self.measurement = measurement
    }
  }

  public var id: JobID
  public var state: State
  /// Why it failed or was cancelled; empty otherwise.
  public var message: String
  public var createTime: Timestamp
  public var startTime: Timestamp?
  public var endTime: Timestamp?
  /// How many trials are in each state.
  public var counts: [TrialRecord.State: Int]
  public var best: Best?
  /// How long its trainers ran, all together; nil in exports of older versions.
  public var trainerSeconds: Double?
  /// How many entries of the journal it tells of; nil in exports of older versions.
  public var entries: Int?
  public var spec: JobSpec

  public init(
    id: JobID, state: State, message: String = "", createTime: Timestamp, startTime: Timestamp? = nil,
    endTime: Timestamp? = nil, counts: [TrialRecord.State: Int] = [:], best: Best? = nil,
    trainerSeconds: Double? = nil, entries: Int? = nil, spec: JobSpec
  ) {
    self.id = id
    self.state = state
    self.message = message
    self.createTime = createTime
    self.startTime = startTime
    self.endTime = endTime
    self.counts = counts
    self.best = best
    self.trainerSeconds = trainerSeconds
    self.entries = entries
    self.spec = spec
  }
}
