// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

extension LocalTrialExecutor {
  package func exit(of handle: TrialHandle, at attempt: Attempt) async throws -> TrialExit {
    try requireThisHost(handle)
    let paths = job.trial(attempt)
    await following(paths) {
      if let supervisor = SupervisorProcess(handle) { await supervisor.end() }
      // Alive where its pid means nothing to us (another container): then only the lock tells.
      while !Task.isCancelled, ExitRecord.read(from: paths) == nil, SupervisorLock.isHeld(paths) {
        try? await Task.sleep(for: .milliseconds(100))
      }
    }
    try Task.checkCancellation()
    return try await offPool { Result { try finish(paths) } }.get()
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

  private func finish(_ paths: TrialPaths) throws -> TrialExit {
    if workingCopy != .inPlace { try WorkingCopy(of: paths).tidy() }
    guard let record = ExitRecord.read(from: paths) else {
      return TrialExit(status: .lost, tail: LogTail.text(of: paths.standardError))
    }
    let tail = record.status == .exited(0) ? "" : LogTail.text(of: paths.standardError)
    return TrialExit(status: record.status, usage: record.usage, tail: tail)
  }
}
