// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// Runs trainers on this machine, each under a supervisor that outlives Attune.
package struct LocalTrialExecutor: TrialExecutor {
  let job: JobPaths
  let workingCopy: JobSpec.WorkingCopy
  private let directory: String
  private let jobDirectory: String?
  private let logDirectories: [String]
  let environment: [String: String]

  /// - Parameters:
  ///   - environment: as it was captured when the job was made.
  ///   - jobDirectory: the absolute path of the job's `jobDir`; each trial gets a folder of its own in it.
  package init(
    for spec: JobSpec, in job: JobPaths, environment: [String: String], jobDirectory: String? = nil
  ) {
    self.job = job
    workingCopy = spec.workingCopy
    directory = spec.directory
    self.jobDirectory = jobDirectory
    logDirectories = (spec.tuning?.logDirectories ?? []).map { AbsolutePath.of($0, from: spec.directory) }
    self.environment = environment.merging(spec.environment) { _, own in own }
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
    guard let supervisor = SupervisorProcess(handle) else { return }
    do { try supervisor.terminate(grace: grace) } catch { throw TrialExecutorError(.system, "\(error)") }
  }

  func requireThisHost(_ handle: TrialHandle) throws(TrialExecutorError) {
    guard handle.host != Host.current.name else { return }
    throw TrialExecutorError(
      .elsewhere,
      """
      the trainer was started on host '\(handle.host)' and this is '\(Host.current.name)'; resume the job there
      """)
  }
}
