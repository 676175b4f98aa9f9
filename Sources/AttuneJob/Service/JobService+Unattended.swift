// SPDX-License-Identifier: Apache-2.0

extension JobService {
  /// Whether a job that nobody sits by was left alone before its end: its controller died, or the machine went down.
  /// Whoever looks after such jobs then starts another controller.
  ///
  /// One whose time is up waits for more, and one whose trainers may still run on another machine for that machine.
  public func isAbandoned(_ job: JobSummary) async throws -> Bool {
    guard job.spec.isUnattended, !job.state.isFinished, try await owner(of: job.id) == nil else { return false }
    // What an unfinished job has to say is that time is up; its journal tells which, if there are two.
    if !job.message.isEmpty, job.state != .cancelling, job.spec.limits.timeBudget == nil { return false }
    let history = try await history(of: job.id)
    guard history.machine.outcome == nil, !history.machine.timesUp.contains(.maxRunningTime) else { return false }
    do {
      try history.requireReach(by: try dependencies.executor(job.id, history.spec))
    } catch let error as TrialExecutorError where error.code == .elsewhere {
      return false
    }
    return true
  }

  /// All such jobs, newest first. What can't be read is no matter of this.
  public func abandonedJobs() async throws -> [JobSummary] {
    var abandoned: [JobSummary] = []
    for case .readable(let job, nil) in try await jobs() where (try? await isAbandoned(job)) == true {
      abandoned.append(job)
    }
    return abandoned
  }
}
