// SPDX-License-Identifier: Apache-2.0

extension JobService {
  /// Leaves a command for whoever owns the job, or will.
  public func post(_ command: JobCommand, to job: JobID) async throws {
    try await store.post(command, to: job, at: dependencies.now())
  }

  /// Who runs the job now; nil if nobody does.
  public func owner(of job: JobID) async throws -> JobOwner? { try await store.owner(of: job) }

  /// Gives the job other labels.
  public func label(_ job: JobID, with labels: [String: String]) async throws {
    try await store.label(job, with: labels)
  }

  /// Makes an unfinished job, or a failed one that has trials left, ready to be run again.
  public func reopen(_ job: JobSummary) async throws {
    let begun = job.counts.values.reduce(0, +)
    switch job.state {
    case .queued, .running, .cancelling: return
    case .failed where begun < job.spec.limits.maxTrials: try await post(.reopen, to: job.id)
    case .failed:
      throw JobStoreError(
        .notFound,
        "job \(job.id) failed and has no trials left; 'attune retry \(job.id) --failed' runs its failed trials again, "
          + "'attune run --new' starts over")
    case .succeeded:
      throw JobStoreError(.notFound, "job \(job.id) has succeeded: nothing is left to resume")
    case .cancelled:
      throw JobStoreError(.notFound, "job \(job.id) was cancelled, for good; start over with 'attune run --new'")
    }
  }

  /// Leaves word that the job's failed trials are to run again.
  /// - Returns: how many there are.
  public func retryFailed(_ job: JobSummary) async throws -> Int {
    guard job.state != .cancelled, job.state != .cancelling else {
      throw JobStoreError(.notFound, "job \(job.id) was cancelled, for good; start over with 'attune run --new'")
    }
    let failed = job.counts[.failed, default: 0]
    guard failed > 0 else { throw JobStoreError(.notFound, "job \(job.id) has no failed trials") }
    if try await owner(of: job.id) == nil { try await requireReach(of: job.id) }
    try await post(.retryFailed, to: job.id)
    return failed
  }

  /// The job that `cancel` means: without a prefix the latest, if no other one is unfinished.
  public func cancellable(_ prefix: String?) async throws -> JobSummary {
    let job = try await find(prefix)
    guard prefix == nil else { return try unfinished(job) }
    let running = try await jobs().compactMap { listing -> JobSummary? in
      guard case .readable(let summary, _) = listing, !summary.state.isFinished else { return nil }
      return summary
    }
    guard running.count > 1 else { return try unfinished(running.first ?? job) }
    let ids = running.map(\.id.rawValue).joined(separator: ", ")
    throw JobStoreError(.notFound, "\(running.count) jobs are unfinished, name the one to cancel: \(ids)")
  }

  /// The latest job, unless several are being run: then it must be named.
  public func onlyOne(to what: String) async throws -> JobSummary {
    let owned = try await jobs().compactMap { listing -> JobSummary? in
      guard case .readable(let summary, .some) = listing else { return nil }
      return summary
    }
    guard owned.count > 1 else { return try await find(nil) }
    let ids = owned.map(\.id.rawValue).joined(separator: ", ")
    throw JobStoreError(.notFound, "\(owned.count) jobs are running, name the one to \(what): \(ids)")
  }

  private func unfinished(_ job: JobSummary) throws -> JobSummary {
    guard job.state.isFinished else { return job }
    throw JobStoreError(.notFound, "job \(job.id) has ended already: \(job.state.rawValue)")
  }

  /// Throws where trainers of the job may still run on another machine. `run` asks this, too; who leaves a job to
  /// another process, or posts what can't be taken back, asks before.
  public func requireReach(of job: JobID) async throws {
    let history = try await history(of: job)
    try history.requireReach(by: try dependencies.executor(job, history.spec))
  }

  /// Ends a job for good and waits for it: its owner does it, or this process where nobody owns it.
  public func cancel(_ job: JobSummary) async throws -> JobHistory {
    if try await owner(of: job.id) == nil { try await requireReach(of: job.id) }
    try await post(.cancel, to: job.id)
    if try await owner(of: job.id) == nil {
      let (silence, _) = AsyncStream<JobController.Signal>.makeStream()
      _ = try await run(job.id, signals: silence) { _ in }
    }
    return try await watch(job.id) { _ in }
  }
}
