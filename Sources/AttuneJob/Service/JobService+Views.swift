// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension JobService {
  /// Every job, newest first; unreadable ones are shown as such.
  public func jobs() async throws -> [JobListing] { try await store.jobs() }

  /// One job, and who runs it now.
  public func job(_ id: JobID) async throws -> (JobSummary, owner: JobOwner?) {
    switch try await store.listing(of: id) {
    case .readable(let summary, let owner): return (summary, owner)
    case .unreadable(let name, let why): throw unreadable(name, why)
    case nil: throw JobStoreError(.notFound, "there is no job '\(id)'")
    }
  }

  /// The job whose id is or begins with `prefix`; the newest without one.
  public func find(_ prefix: String?) async throws -> JobSummary {
    let listings = try await store.jobs()
    guard let prefix else {
      for case .readable(let summary, _) in listings { return summary }
      if case .unreadable(let name, let why) = listings.first { throw unreadable(name, why) }
      throw JobStoreError(.notFound, "there is no job yet; start one with 'attune run'")
    }
    var matches: [JobSummary] = []
    for listing in listings {
      switch listing {
      case .readable(let summary, _):
        if summary.id.rawValue == prefix { return summary }
        if summary.id.rawValue.hasPrefix(prefix) { matches.append(summary) }
      case .unreadable(let name, let why) where name == prefix:
        throw unreadable(name, why)
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

  private func unreadable(_ name: String, _ why: String) -> JobStoreError {
    JobStoreError(.unreadable, "job '\(name)' can't be read: \(why)")
  }

  public func trials(of job: JobSummary) async throws -> TrialTable {
    do throws(JobStoreError) {
      return TrialTable(spec: job.spec, records: try await store.trials(of: job.id))
    } catch {
      guard error.code == .unreadable else { throw error }
      let rest = try await store.salvage(job.id)
      return TrialTable(spec: job.spec, records: rest.records, damage: rest.damage)
    }
  }

  public func measurements(of job: JobID) async throws -> [Trial.ID: [Trial.Measurement]] {
    do throws(JobStoreError) {
      return try await store.measurements(of: job)
    } catch {
      guard error.code == .unreadable else { throw error }
      return try await store.salvage(job).measurements
    }
  }

  public func record(of trial: Trial.ID, in job: JobID) async throws(JobStoreError) -> TrialRecord? {
    do {
      return try await store.trials(of: job).first { $0.trial == trial }
    } catch {
      guard error.code == .unreadable else { throw error }
      return try await store.salvage(job).records.first { $0.trial == trial }
    }
  }

  /// The job with its study: all that its journal tells.
  public func history(of job: JobID) async throws -> JobHistory {
    try history(of: job, from: try await store.load(job))
  }

  func history(of job: JobID, from stored: StoredJob) throws -> JobHistory {
    guard let history = JobHistory(id: job, job: stored) else {
      throw JobStoreError(.unreadable, "the search space of job \(job) is not valid")
    }
    return history
  }

  /// What happens to a job that another process runs; ends when the job has finished, or when nobody runs it
  /// any more. The first news is the job as it is.
  public func watch(_ job: JobID, observe: @Sendable (JobNews) async -> Void) async throws -> JobHistory {
    let stored = try await store.load(job)
    var history = try history(of: job, from: stored)
    var count = stored.journal.count
    await observe(.recorded([], history))
    while history.machine.outcome == nil {
      let owner = try await store.owner(of: job)
      let entries = try await store.entries(of: job, after: count)
      for entry in entries { _ = history.take(entry) }
      count += entries.count
      if !entries.isEmpty { await observe(.recorded(entries, history)) }
      if entries.isEmpty, owner == nil { break }
      if history.machine.outcome == nil { try await dependencies.clock.sleep(for: .milliseconds(250)) }
    }
    return history
  }

  /// What the latest attempt of a trial was started with.
  public func launch(of trial: Trial.ID, in job: JobID) async throws -> TrialLaunch {
    let history = try await history(of: job)
    guard history.machine.study.contains(trial) else { throw noTrial(trial, in: job) }
    let attempt = Attempt(trial: trial, number: max(1, history.machine.attempt(of: trial).number))
    return history.spec.launch(
      attempt, of: job, with: history.machine.study[trial].assignment,
      at: try dependencies.executor(job, history.spec).place(of: attempt))
  }

  private func noTrial(_ trial: Trial.ID, in job: JobID) -> JobStoreError {
    JobStoreError(.notFound, "job \(job) has no trial \(trial); 'attune trials' shows them all")
  }

  /// What a trial's latest attempt made or changed, in the order of their names.
  public func artifacts(of trial: Trial.ID, in job: JobID) async throws -> [Artifact] {
    try dependencies.files.artifacts(of: try await latestAttempt(of: trial, in: job), in: job)
  }

  /// The content of one of them; nil where there is none of that id.
  public func content(
    of artifact: String, of trial: Trial.ID, in job: JobID
  ) async throws -> (Artifact, any AsyncSequence<[UInt8], any Error> & Sendable)? {
    try dependencies.files.content(of: artifact, of: try await latestAttempt(of: trial, in: job), in: job)
  }

  private func latestAttempt(of trial: Trial.ID, in job: JobID) async throws -> Attempt {
    guard let record = try await record(of: trial, in: job) else { throw noTrial(trial, in: job) }
    return Attempt(trial: trial, number: max(1, record.attempt))
  }

  /// The lines of a trial's latest attempt. With `follow`, until the trial has ended.
  public func log(of trial: Trial.ID, in job: JobID, follow: Bool) async throws
    -> any AsyncSequence<LogLine, any Error> & Sendable
  {
    let attempt = try await latestAttempt(of: trial, in: job)
    return dependencies.files.log(of: attempt, in: job) { [store] in
      guard follow, let records = try? await store.trials(of: job) else { return true }
      return records.first { $0.trial == trial }?.state.isFinished ?? true
    }
  }
}
