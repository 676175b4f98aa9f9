// SPDX-License-Identifier: Apache-2.0

/// Finds a launched attempt again, also in another life of Attune: never by pid alone.
public struct TrialHandle: Sendable, Hashable {
  public let host: String
  /// Linux: `/proc/sys/kernel/random/boot_id`.
  public let bootID: String
  /// The supervisor.
  public let pid: Int
  /// Its start time in clock ticks since boot (field 22 of `/proc/PID/stat`).
  public let startTicks: Int
  /// The GPUs that are the attempt's alone, by UUID; empty where it has none of its own.
  public let devices: [String]

  public init(host: String, bootID: String, pid: Int, startTicks: Int, devices: [String] = []) {
    self.host = host
    self.bootID = bootID
    self.pid = pid
    self.startTicks = startTicks
    self.devices = devices
  }
}
