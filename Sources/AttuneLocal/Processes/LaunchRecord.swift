// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import FoundationEssentials

/// `launch.json`: written by the supervisor before its trainer runs.
struct LaunchRecord: Sendable, Hashable, Decodable {
  struct Process: Sendable, Hashable, Decodable {
    let pid: Int
    let startTicks: Int
  }

  let host: String
  let bootID: String
  let supervisor: Process
  /// Nil in a record of before it was told.
  let trainer: Process?
  /// The GPUs that are the attempt's alone.
  let devices: [String]?

  /// Nil where the attempt was never launched.
  static func read(from paths: TrialPaths) throws -> LaunchRecord? {
    try FileContent.read(paths.launchRecord).map { try JSONDecoder().decode(LaunchRecord.self, from: Data($0)) }
  }

  /// Nil where the attempt was never launched. A record that can't be read (the power went as it was written) is of
  /// an attempt that nothing runs any more: its handle finds nobody, and it ends as lost.
  static func handle(from paths: TrialPaths) throws(SystemError) -> TrialHandle? {
    guard let content = try FileContent.read(paths.launchRecord) else { return nil }
    if let record = try? JSONDecoder().decode(LaunchRecord.self, from: Data(content)) { return record.handle }
    return TrialHandle(host: Host.current.name, bootID: Host.current.bootID, pid: 0, startTicks: 0)
  }

  var handle: TrialHandle {
    TrialHandle(host: host, bootID: bootID, pid: supervisor.pid, startTicks: supervisor.startTicks,
      devices: devices ?? [])
  }
}
