// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Glibc

extension LocalTrialExecutor {
  package func launch(
    _ launch: TrialLaunch, whileWaiting tell: @Sendable (_ reason: String) async -> Void
  ) async throws(TrialExecutorError) -> TrialHandle {
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      switch await offPool({ Result(catching: { () throws(TrialExecutorError) in try start(launch) }) }) {
      case .success(let handle?): return handle
      case .success(nil): try await waitForTheOther(launch.attempt, until: deadline)
      case .failure(let error): throw error
      }
    }
  }

  /// Somebody is launching the attempt right now: its launch.json, or its lock, will be there soon.
  private func waitForTheOther(
    _ attempt: Attempt, until deadline: ContinuousClock.Instant
  ) async throws(TrialExecutorError) {
    guard ContinuousClock.now < deadline else {
      throw TrialExecutorError(
        .system,
        """
        attempt \(attempt) is being launched by another process, which holds \
        '\(job.trial(attempt).supervisorLock)'; end that process and try again
        """)
    }
    do { try await Task.sleep(for: .milliseconds(10)) } catch {
      throw TrialExecutorError(.system, "the launch of attempt \(attempt) was cancelled")
    }
  }

  /// Nil where another process is at it but has not got to launch.json.
  private func start(_ launch: TrialLaunch) throws(TrialExecutorError) -> TrialHandle? {
    let paths = job.trial(launch.attempt)
    do {
      if let record = try LaunchRecord.read(from: paths) { return record.handle }
      try Directory.make(paths.hypertune)
      guard let lock = try SupervisorLock.take(paths) else { return nil }
      // Between the look and the lock another may have launched it, to its end even.
      if let record = try LaunchRecord.read(from: paths) { return record.handle }
      return try start(launch, paths, holding: lock)
    } catch let error as TrialExecutorError {
      throw error
    } catch {
      let mayPass = (error as? SystemError)?.mayPass ?? (error as? WorkingCopyError)?.mayPass ?? false
      throw TrialExecutorError(
        mayPass ? .unavailable : .system, "could not launch attempt \(launch.attempt): \(error)")
    }
  }

  private func start(
    _ launch: TrialLaunch, _ paths: TrialPaths, holding lock: consuming Descriptor
  ) throws -> TrialHandle {
    if workingCopy != .inPlace { try WorkingCopy(of: paths).make(from: job.source) }
    if let directory = launch.place.jobDirectory { try Directory.make(directory) }
    let workingDirectory = launch.place.workingDirectory
    var environment = environment.merging(launch.environment) { _, own in own }
    environment["PWD"] = workingDirectory
    environment["OLDPWD"] = nil
    let search = ProgramSearch(searchPath: environment["PATH"] ?? "/usr/bin:/bin", workingDirectory: workingDirectory)
    let supervisor = Supervisor(
      program: try search.find(launch.command.first ?? ""), command: launch.command, environment: environment,
      workingDirectory: workingDirectory, folder: paths.folder)
    return try supervisor.start(holding: lock)
  }
}
