// SPDX-License-Identifier: Apache-2.0

extension JobService {
  /// The job, and all that its journal says so far.
  public func journal(of job: JobID) async throws -> (JobHistory, [JournalEntry]) {
    let stored = try await store.load(job)
    return (try history(of: job, from: stored), stored.journal)
  }

  /// What was recorded after the first `count` entries.
  public func entries(of job: JobID, after count: Int) async throws -> [JournalEntry] {
    try await store.entries(of: job, after: count)
  }

  /// Where a job's attempts live.
  public func places(of job: JobID, _ spec: JobSpec) throws -> @Sendable (Attempt) -> TrialPlace {
    let executor = try dependencies.executor(job, spec)
    return { executor.place(of: $0) }
  }
}
