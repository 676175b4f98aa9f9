// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Glibc

extension LocalTrialExecutor {
  package func launch(
    _ launch: TrialLaunch, whileWaiting tell: @Sendable (_ reason: String) async -> Void
  ) async throws(TrialExecutorError) -> TrialHandle {
    var deadline = ContinuousClock.now + .seconds(60)
    var told = ""
    var isCalledBack = false
    while true {
      switch await offPool({ Result(catching: { () throws(TrialExecutorError) in try start(launch) }) }) {
      case .success(.launched(let handle)): return handle
      case .success(.another):
        if Task.isCancelled, !isCalledBack { (isCalledBack, deadline) = (true, min(deadline, .now + .seconds(1))) }
        try await waitForTheOther(launch.attempt, until: deadline)
      case .success(.waiting(let gpus)):
        let reason = "waiting for \(gpus) GPU\(gpus == 1 ? "" : "s")"
        if reason != told { await tell(reason) }
        told = reason
        try await pause(launch.attempt, for: .milliseconds(250))
        deadline = .now + .seconds(60)
      case .failure(let error): throw error
      }
    }
  }

  private enum Step {
    case launched(TrialHandle)
    /// Another process is at it but has not got to launch.json.
    case another
    /// So many GPUs are missing.
    case waiting(gpus: Int)
  }

  /// Somebody is launching the attempt right now: its launch.json, or its lock, will be there soon. Whoever is called back
  /// waits for that, too, but not for long: a trainer that nobody knows of would go on alone.
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
    await offPool { _ = usleep(10_000) }
  }

  private func pause(_ attempt: Attempt, for time: Duration) async throws(TrialExecutorError) {
    do { try await Task.sleep(for: time) } catch {
      throw TrialExecutorError(.system, "the launch of attempt \(attempt) was cancelled")
    }
  }

  private func start(_ launch: TrialLaunch) throws(TrialExecutorError) -> Step {
    let paths = job.trial(launch.attempt)
    do {
      if let known = try LaunchRecord.handle(from: paths) { return .launched(known) }
      try Directory.make(paths.hypertune)
      guard let lock = try SupervisorLock.take(paths) else { return .another }
      // Between the look and the lock another may have launched it, to its end even.
      if let known = try LaunchRecord.handle(from: paths) { return .launched(known) }
      switch try gpus.take(launch.resources.gpus, avoiding: launch.resources.avoidedDevices) {
      case .busy(let missing): return .waiting(gpus: missing)
      case .held(let held):
        let handle = try start(launch, paths, holding: lock, held) ?? LaunchRecord.handle(from: paths)
        // A supervisor that was killed before it had started anything: once more.
        return handle.map { .launched($0) } ?? .another
      }
    } catch let error as TrialExecutorError {
      throw error
    } catch {
      let mayPass = (error as? SystemError)?.mayPass ?? (error as? WorkingCopyError)?.mayPass ?? false
      throw TrialExecutorError(
        mayPass ? .unavailable : .system, "could not launch attempt \(launch.attempt): \(error)")
    }
  }

  private func start(
    _ launch: TrialLaunch, _ paths: TrialPaths, holding lock: consuming Descriptor, _ held: HeldGPUs
  ) throws -> TrialHandle? {
    if workingCopy != .inPlace { try WorkingCopy(of: paths).make(from: job.source) }
    if let directory = launch.place.jobDirectory { try Directory.make(directory) }
    // Copied onto what an earlier attempt left, its files would go one level deeper.
    if let storedRuns, launch.attempt.number > 1 {
      try Directory.remove(tunes ? "\(storedRuns)/\(launch.attempt.trial)" : storedRuns)
    }
    let workingDirectory = launch.place.workingDirectory
    var environment = environment.merging(launch.environment) { _, own in own }
    environment["PWD"] = workingDirectory
    environment["OLDPWD"] = nil
    environment[RemainingProcesses.variable] = paths.folder
    for (name, value) in gpus.variables(for: held, wish: launch.resources.gpus) { environment[name] = value }
    let search = ProgramSearch(searchPath: environment["PATH"] ?? "/usr/bin:/bin", workingDirectory: workingDirectory)
    let supervisor = Supervisor(
      program: try search.find(launch.command.first ?? ""), command: launch.command, environment: environment,
      workingDirectory: workingDirectory, folder: paths.folder, timeLimit: launch.resources.timeLimit,
      grace: launch.resources.grace, logLimit: logLimit, gpus: held)
    return try supervisor.start(holding: lock)
  }
}
