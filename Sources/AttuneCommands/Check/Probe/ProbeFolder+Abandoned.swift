// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension ProbeFolder {
  /// What a killed Attune left: its trainer is stopped, its folder removed.
  static func removeAbandoned(in home: AttuneHome, for spec: JobSpec) async {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent(in: home))) ?? []
    for name in names where isAbandoned(name) {
      let folder = JobPaths(folder: "\(parent(in: home))/\(name)")
      let attempt = Attempt(trial: Trial.ID(1), number: 1)
      if access(folder.trial(attempt).launchRecord, F_OK) == 0 {
        let executor = LocalTrialExecutor(for: spec, in: folder, environment: [:], gpuLocks: home.gpus)
        let launch = TrialLaunch(attempt: attempt, place: executor.place(of: attempt), command: [], environment: [:])
        // It was launched before, so this only finds it again.
        if let handle = try? await executor.launch(launch) {
          try? await executor.stop(handle, grace: .zero)
          _ = try? await executor.exit(of: handle, at: attempt)
        }
      }
      try? FileManager.default.removeItem(atPath: folder.folder)
    }
  }

  /// Its name ends with the process that made it.
  private static func isAbandoned(_ name: String) -> Bool {
    guard let pid = name.split(separator: "_").last.flatMap({ pid_t($0) }), pid > 0 else { return false }
    return kill(pid, 0) != 0 && errno == ESRCH
  }
}
