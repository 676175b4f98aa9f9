// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// How an attempt ended, with what it used. A non-zero status is a result, not an error.
public struct TrialExit: Sendable, Hashable {
  public enum Status: Sendable, Hashable {
    case exited(Int)
    case killed(signal: Int)
    case couldNotStart(String)
    /// The process is gone and left no exit record.
    case lost
  }

  /// What the whole process tree used.
  public struct Usage: Sendable, Hashable {
    public let wallSeconds: Double
    public let cpuSeconds: Double
    public let peakMemoryBytes: Int

    public init(wallSeconds: Double, cpuSeconds: Double, peakMemoryBytes: Int) {
      self.wallSeconds = wallSeconds
      self.cpuSeconds = cpuSeconds
      self.peakMemoryBytes = peakMemoryBytes
    }
  }

  public let status: Status
  /// Nil where nobody could measure it (`lost`, `couldNotStart`).
  public let usage: Usage?
  /// The last lines of stderr after a failure; else empty.
  public let tail: String
  /// Made when the attempt ended, and recorded: what an older Attune understood is not understood anew.
  public let diagnosis: Trial.Failure.Diagnosis?

  public init(
    status: Status, usage: Usage? = nil, tail: String = "", diagnosis: Trial.Failure.Diagnosis? = nil
  ) {
    self.status = status
    self.usage = usage
    self.tail = tail
    self.diagnosis = diagnosis
  }
}
