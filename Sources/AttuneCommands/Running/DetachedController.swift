// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import FoundationEssentials

/// Starts a controller without a terminal, and returns once it owns its job.
struct DetachedController {
  let service: JobService
  let home: AttuneHome
  let takesOver: Bool

  func start(_ job: JobID) async throws {
    try await service.requireReach(of: job)
    let log = home.job(job).controllerLog
    var environment = Composition.environment
    environment["ATTUNE_HOME"] = home.folder
    let process = try BackgroundProcess(
      program: BackgroundProcess.ownPath, arguments: ["control", job.rawValue] + (takesOver ? ["--take-over"] : []),
      environment: environment, log: log)
    while try await service.owner(of: job) == nil {
      if process.hasEnded {
        let summary = try await service.find(job.rawValue)
        guard !summary.state.isFinished else { return }
        throw ControllerError(job: job, log: log)
      }
      try await Task.sleep(for: .milliseconds(10))
    }
  }
}

struct ControllerError: Error, CustomStringConvertible {
  let job: JobID
  let log: String

  var description: String {
    "the controller of job \(job) ended at once; what it said is in '\(log)'; 'attune resume \(job)' tries again here"
  }
}
