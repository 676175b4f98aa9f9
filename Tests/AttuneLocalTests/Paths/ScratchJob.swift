// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import Glibc
import Testing

/// A project and a job made of it, in a folder of the test's own.
struct ScratchJob: Sendable {
  let folder: ScratchFolder
  let home: AttuneHome
  let paths: JobPaths

  /// - Parameter files: of the project.
  init(_ files: [String: String] = ["train.sh": "exit 0\n"]) throws {
    folder = try ScratchFolder()
    home = AttuneHome(folder: "\(folder.path)/home")
    paths = home.job(JobID(createdAt: Timestamp(milliseconds: 1_511_494_312_345)))
    for (name, content) in files { try folder.write(content, to: "project/\(name)") }
    _ = try Snapshot.take(of: project, exclude: [], link: [], home: home, into: paths)
  }

  var project: String { "\(folder.path)/project" }

  static let environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nowhere"]

  func executor(
    _ workingCopy: JobSpec.WorkingCopy = .copied(exclude: [], link: []),
    environment: [String: String] = Self.environment, jobDirectory: String? = nil,
    takesOver: Bool = false, logLimit: Int = 64 << 20
  ) -> LocalTrialExecutor {
    let spec = JobSpec(
      directory: project, trainer: Trainer(kind: .command, command: []), tuning: nil, workingCopy: workingCopy)
    return LocalTrialExecutor(for: spec, in: paths, environment: environment, gpuLocks: home.gpus, jobDirectory: jobDirectory,
      takesOver: takesOver, logLimit: logLimit)
  }

  func launch(_ command: [String], environment: [String: String] = [:]) async throws -> ScratchTrial {
    try await launch(command, on: executor(), environment: environment)
  }

  func launch(
    _ command: [String], on executor: LocalTrialExecutor, environment: [String: String] = [:],
    trial: Int = 1, resources: TrialResources = TrialResources()
  ) async throws -> ScratchTrial {
    let attempt = Attempt(trial: Trial.ID(trial), number: 1)
    let launch = TrialLaunch(
      attempt: attempt, place: executor.place(of: attempt), command: command, environment: environment,
      resources: resources)
    let handle = try await executor.launch(launch)
    return ScratchTrial(
      executor: executor, attempt: attempt, handle: handle, paths: paths.trial(attempt), folder: folder)
  }
}

/// Stopped with its owner, so that a failing test leaves nothing behind.
final class ScratchTrial: Sendable {
  let executor: LocalTrialExecutor
  let attempt: Attempt
  let handle: TrialHandle
  let paths: TrialPaths
  /// Kept, so that it stays as long as the trial does.
  let folder: ScratchFolder

  init(executor: LocalTrialExecutor, attempt: Attempt, handle: TrialHandle, paths: TrialPaths, folder: ScratchFolder) {
    self.executor = executor
    self.attempt = attempt
    self.handle = handle
    self.paths = paths
    self.folder = folder
  }

  deinit {
    if handle.pid > 0, ScratchFolder.read(paths.exitRecord) == nil { kill(pid_t(handle.pid), SIGTERM) }
  }

  func exit() async throws -> TrialExit { try await executor.exit(of: handle, at: attempt) }

  func stop(grace: Duration) async throws { try await executor.stop(handle, grace: grace) }

  /// The pid that the trainer, or a process below it, wrote to a file of its working directory.
  func pid(in file: String) async throws -> pid_t {
    try await eventually("'\(file)' holds a pid") {
      ScratchFolder.read("\(paths.work)/\(file)").flatMap { $0.hasSuffix("\n") ? pid_t($0.dropLast()) : nil }
    }
  }
}

/// Not even a zombie is left.
func isGone(_ pid: pid_t) -> Bool { kill(pid, 0) != 0 && errno == ESRCH }
