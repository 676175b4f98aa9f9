// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import CAttune
import Glibc

/// The processes of one trial, and the event files they were seen to write.
struct TrialProcesses {
  /// So many files are told of.
  static let mostFiles = 10_000

  private let supervisor: TrialHandle
  private var known: Set<pid_t> = []
  private var told: Set<String> = []

  /// Nil where no trainer is known to run here.
  init?(at place: TrialPlace) {
    let record = (try? LaunchRecord.read(from: TrialPaths(folder: place.folder))) ?? nil
    guard let record, record.bootID == Host.current.bootID else { return nil }
    supervisor = record.handle
  }

  /// Looks at what they have open.
  ///
  /// - Returns: the files that are new, and whether anything was different from the last look.
  mutating func look(at table: ProcessTable) -> (files: [String], hasChanged: Bool) {
    guard attune_start_ticks(pid_t(supervisor.pid)) == UInt64(supervisor.startTicks) else { return ([], false) }
    let processes = table.descendants(of: pid_t(supervisor.pid))
    var files: [String] = []
    for process in processes {
      for path in OpenEventFiles.of(process) where told.count < Self.mostFiles && told.insert(path).inserted {
        files.append(path)
      }
    }
    let hasChanged = known != Set(processes)
    known = Set(processes)
    return (files, hasChanged || !files.isEmpty)
  }
}
