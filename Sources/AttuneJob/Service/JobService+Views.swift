// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension JobService {
  /// Every job, newest first; unreadable ones are shown as such.
  public func jobs() async throws -> [JobListing] { try await store.jobs() }

  /// The job whose id is or begins with `prefix`; the newest without one.
  public func find(_ prefix: String?) async throws -> JobSummary {
    let listings = try await store.jobs()
    guard let prefix else {
      for case .readable(let summary, _) in listings { return summary }
      throw JobStoreError(.notFound, "there is no job yet; start one with 'attune run'")
    }
    var matches: [JobSummary] = []
    for listing in listings {
      switch listing {
      case .readable(let summary, _):
        if summary.id.rawValue == prefix { return summary }
        if summary.id.rawValue.hasPrefix(prefix) { matches.append(summary) }
      case .unreadable(let name, let why) where name == prefix:
        throw JobStoreError(.unreadable, "job '\(name)' can't be read: \(why)")
      case .unreadable: continue
      }
    }
    guard let first = matches.first else {
      throw JobStoreError(.notFound, "no job '\(prefix)'; 'attune list' shows them all")
    }
    guard matches.count == 1 else {
      let ids = matches.map(\.id.rawValue).joined(separator: ", ")
      throw JobStoreError(.notFound, "'\(prefix)' is the beginning of \(matches.count) jobs: \(ids)")
    }
    return first
  }

  public func trials(of job: JobSummary) async throws -> TrialTable {
    TrialTable(spec: job.spec, records: try await store.trials(of: job.id))
  }

  public func measurements(of job: JobID) async throws -> [Trial.ID: [Trial.Measurement]] {
    try await store.measurements(of: job)
  }

  /// The job as its journal tells it.
  public func history(of job: JobID) async throws -> JobHistory {
    let stored = try await store.load(job)
    guard let history = JobHistory(id: job, job: stored) else {
      throw JobStoreError(.unreadable, "the search space of job \(job) is not valid")
    }
    return history
  }

  /// What happens to a job that another process runs, from `history` on; ends when the job has finished,
  /// or when nobody runs it any more.
  public func watch(
    _ history: JobHistory, after count: Int, observe: @Sendable (JobNews) async -> Void
  ) async throws -> JobHistory {
    var history = history
    var count = count
    while history.machine.outcome == nil {
      let owner = try await store.owner(of: history.id)
      let entries = try await store.entries(of: history.id, after: count)
      for entry in entries { _ = history.take(entry) }
      count += entries.count
      if !entries.isEmpty { await observe(.recorded(entries, history)) }
      if entries.isEmpty, owner == nil { break }
      if history.machine.outcome == nil { try await dependencies.clock.sleep(for: .milliseconds(250)) }
    }
    return history
  }

  /// The lines of a trial's latest attempt. With `follow`, until the trial has ended or nobody runs the job.
  public func log(of trial: Trial.ID, in job: JobID, follow: Bool) async throws -> AsyncStream<LogLine> {
    guard let record = try await store.trials(of: job).first(where: { $0.trial == trial }) else {
      throw JobStoreError(.notFound, "job \(job) has no trial \(trial); 'attune trials' shows them all")
    }
    let following = FollowLog(clock: dependencies.clock) { [store] in
      let record = try? await store.trials(of: job).first { $0.trial == trial }
      let isRunning = record.map { [.queued, .running, .stopping].contains($0.state) } ?? false
      return !isRunning
    }
    let attempt = Attempt(trial: trial, number: max(1, record.attempt))
    return dependencies.files.log(of: attempt, in: job, follow: follow ? following : nil)
  }
}
