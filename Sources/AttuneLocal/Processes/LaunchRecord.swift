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

  /// Nil where the attempt was never launched.
  static func read(from paths: TrialPaths) throws -> LaunchRecord? {
    try FileContent.read(paths.launchRecord).map { try JSONDecoder().decode(LaunchRecord.self, from: Data($0)) }
  }

  var handle: TrialHandle {
    TrialHandle(host: host, bootID: bootID, pid: supervisor.pid, startTicks: supervisor.startTicks)
  }
}
