// SPDX-License-Identifier: Apache-2.0

/// What an attempt may use of its machine.
public struct TrialResources: Sendable, Hashable {
  /// How many GPUs an attempt has to itself.
  public enum GPUs: Sendable, Hashable {
    /// As many as the file says (`attune: trial: gpus`); a machine with fewer can't run the job. 0: none is seen.
    case exactly(Int)
    /// As many as the service's machine had, or as many as there are.
    case upTo(Int)
  }

  public var gpus: GPUs
  /// GPUs, by UUID, on which trials failed again and again.
  public var avoidedDevices: Set<String>
  /// The supervisor ends the process tree after this time, whether anyone watches it or not.
  public var timeLimit: Duration?
  /// Between TERM and KILL when the time is over.
  public var grace: Duration

  public init(
    gpus: GPUs = .upTo(1), avoidedDevices: Set<String> = [], timeLimit: Duration? = nil,
    grace: Duration = .seconds(10)
  ) {
    self.gpus = gpus
    self.avoidedDevices = avoidedDevices
    self.timeLimit = timeLimit
    self.grace = grace
  }
}
