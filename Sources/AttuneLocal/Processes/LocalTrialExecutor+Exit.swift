// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

extension LocalTrialExecutor {
  package func exit(of handle: TrialHandle, at attempt: Attempt) async throws -> TrialExit {
    let paths = job.trial(attempt)
    if hasEnded(handle, paths) { return await offPool { finish(paths) } }
    try requireThisHost(handle)
    // Its user says that the other machine is off: only what it has written counts.
    if isElsewhere(handle) { return await offPool { finish(paths) } }
    await following(paths) {
      if let supervisor = SupervisorProcess(handle) { await supervisor.end() }
      // Alive where its pid means nothing to us (another container): then only the lock tells.
      while !Task.isCancelled, ExitRecord.read(from: paths) == nil, SupervisorLock.isHeld(paths) {
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
    try Task.checkCancellation()
    if handle.bootID == Host.current.bootID, ExitRecord.read(from: paths) == nil {
      await RemainingProcesses(of: paths).end()
      try Task.checkCancellation()
    }
    return await offPool { finish(paths) }
  }

  /// Dates what the logs gain until `end` returns.
  private func following(_ paths: TrialPaths, until end: @escaping @Sendable () async -> Void) async {
    await withTaskGroup { group in
      group.addTask { await end() }
      group.addTask {
        var stamper = LogStamper(paths)
        while !Task.isCancelled {
          stamper.stamp()
          try? await Task.sleep(for: .milliseconds(500))
        }
        stamper.stamp()
      }
      await group.next()
      group.cancelAll()
    }
  }

  private func finish(_ paths: TrialPaths) -> TrialExit {
    // An untidy copy costs space, but no exit; what changed in it is known all the same.
    if workingCopy != .inPlace { try? WorkingCopy(of: paths).tidy() }
    let record = ExitRecord.read(from: paths)
    let status = record?.status ?? .lost
    guard status != .exited(0) else { return TrialExit(status: status, usage: record?.usage) }
    return TrialExit(
      status: status, usage: record?.usage, tail: LogTail.text(of: paths.standardError),
      diagnosis: record.flatMap { $0.diagnosis ?? evidence(of: $0, in: paths) })
  }

  /// What its log says, unless Attune ended it: then its last words tell of that.
  private func evidence(of record: ExitRecord, in paths: TrialPaths) -> Trial.Failure.Diagnosis? {
    guard !record.stopped else { return nil }
    return [paths.standardError, paths.standardOutput].lazy
      .compactMap { LogEvidence.diagnosis(in: LogTail.lines(of: $0, atMost: 200, bytes: 65_536)) }.first
  }
}
