// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// Runs trainers on this machine, each under a supervisor that outlives Attune.
package struct LocalTrialExecutor: TrialExecutor {
  let job: JobPaths
  let workingCopy: JobSpec.WorkingCopy
  private let directory: String
  private let jobDirectory: String?
  /// Where trials that were packed by the R package put their files: in a folder of the trial's number, or, in a job
  /// that tunes nothing, right there.
  let storedRuns: String?
  let tunes: Bool
  private let logDirectories: [String]
  let environment: [String: String]
  let gpus: GPUPool
  let logLimit: Int
  private let takesOver: Bool

  /// - Parameters:
  ///   - environment: as it was captured when the job was made.
  ///   - jobDirectory: the absolute path of the job's `jobDir`; each trial gets a folder of its own in it.
  ///   - storedRuns: `<storage>/runs/<job>`, to which trials copy what they wrote.
  ///   - gpuLocks: `AttuneHome.gpus`, which all jobs share.
  ///   - takesOver: what was started on another host is lost; its user says that it is off.
  ///   - logLimit: how many bytes of each log are kept, the first and the last.
  package init(
    for spec: JobSpec, in job: JobPaths, environment: [String: String], gpuLocks: String,
    jobDirectory: String? = nil, storedRuns: String? = nil, takesOver: Bool = false, logLimit: Int = LogBound.bytes
  ) {
    self.job = job
    workingCopy = spec.workingCopy
    directory = spec.directory
    self.jobDirectory = jobDirectory
    self.storedRuns = storedRuns
    tunes = spec.tuning != nil
    logDirectories = (spec.tuning?.logDirectories ?? []).map { AbsolutePath.of($0, from: spec.directory) }
    self.takesOver = takesOver
    self.logLimit = logLimit
    let own = environment.merging(spec.environment) { _, own in own }
    gpus = GPUPool(folder: gpuLocks, environment: own)
    let threads = ThreadHints.threads(
      processors: ThreadHints.processors, parallelTrials: min(spec.limits.maxParallelTrials, spec.limits.maxTrials),
      environment: own)
    self.environment = own.merging(ThreadHints.environment(threads: threads)) { own, _ in own }
  }

  package func place(of attempt: Attempt) -> TrialPlace {
    let paths = job.trial(attempt)
    return TrialPlace(
      folder: paths.folder, workingDirectory: workingCopy == .inPlace ? directory : paths.work,
      jobDirectory: jobDirectory.map { "\($0)/\(attempt.trial)" },
      logDirectories: logDirectories.map { $0.replacing("{trial}", with: "\(attempt.trial)") })
  }

  package func stop(_ handle: TrialHandle, grace: Duration) async throws(TrialExecutorError) {
    try requireThisHost(handle)
    guard !isElsewhere(handle), let supervisor = SupervisorProcess(handle) else { return }
    do { try supervisor.terminate(grace: grace) } catch { throw TrialExecutorError(.system, "\(error)") }
  }

  package func requireReach(of attempt: Attempt, launchedAs handle: TrialHandle?) throws(TrialExecutorError) {
    let paths = job.trial(attempt)
    guard let handle = handle ?? ((try? LaunchRecord.handle(from: paths)) ?? nil), !hasEnded(handle, paths) else {
      return
    }
    try requireThisHost(handle)
  }

  /// Whether its supervisor, on whatever machine, has written down that the whole tree is gone.
  func hasEnded(_ handle: TrialHandle, _ paths: TrialPaths) -> Bool {
    isElsewhere(handle) && ExitRecord.read(from: paths) != nil
  }

  func requireThisHost(_ handle: TrialHandle) throws(TrialExecutorError) {
    guard isElsewhere(handle), !takesOver else { return }
    throw TrialExecutorError(
      .elsewhere,
      """
      the trainer was started on host '\(handle.host)' and this is '\(Host.current.name)'; resume the job there, \
      or, if that machine is off, here with --take-over
      """)
  }

  /// A kernel that was not started anew is the same machine, whatever its name is by now.
  func isElsewhere(_ handle: TrialHandle) -> Bool {
    handle.host != Host.current.name && handle.bootID != Host.current.bootID
  }
}
