// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Synchronization

/// A store that can be told to fail when it is written to, and keeps what was exported.
final class FaultyStore: JobStore {
  private let store = InMemoryJobStore()
  private let fault = Mutex<JobStoreError?>(nil)
  private let exported = Mutex<[JobSummary]>([])

  /// What was exported, in order.
  var exports: [JobSummary] { exported.withLock { $0 } }

  /// Every append from now on fails this way; nil mends it.
  func fail(with error: JobStoreError?) { fault.withLock { $0 = error } }

  func append(_ entries: [JournalEntry], rows: [TrialRecord], under lease: Lease) async throws(JobStoreError) {
    if let error = fault.withLock({ $0 }) { throw error }
    try await store.append(entries, rows: rows, under: lease)
  }

  func create(_ spec: JobSpec, id: JobID, at time: Timestamp) async throws(JobStoreError) {
    try await store.create(spec, id: id, at: time)
  }

  func acquire(_ job: JobID, as owner: JobOwner) async throws(JobStoreError) -> Lease {
    try await store.acquire(job, as: owner)
  }

  func release(_ lease: Lease) async { await store.release(lease) }
  func load(_ job: JobID) async throws(JobStoreError) -> StoredJob { try await store.load(job) }

  func entries(of job: JobID, after count: Int) async throws(JobStoreError) -> [JournalEntry] {
    try await store.entries(of: job, after: count)
  }

  func trials(of job: JobID) async throws(JobStoreError) -> [TrialRecord] { try await store.trials(of: job) }

  func measurements(of job: JobID) async throws(JobStoreError) -> [Trial.ID: [Trial.Measurement]] {
    try await store.measurements(of: job)
  }

  func post(_ command: JobCommand, to job: JobID, at time: Timestamp) async throws(JobStoreError) {
    try await store.post(command, to: job, at: time)
  }

  func commands(for job: JobID) async throws(JobStoreError) -> [PostedCommand] {
    try await store.commands(for: job)
  }

  func discard(_ command: PostedCommand, of job: JobID) async throws(JobStoreError) {
    try await store.discard(command, of: job)
  }

  func export(_ summary: JobSummary) async throws(JobStoreError) {
    exported.withLock { $0.append(summary) }
    try await store.export(summary)
  }

  func jobs() async throws(JobStoreError) -> [JobListing] { try await store.jobs() }
  func label(_ job: JobID, with labels: [String: String]) async throws(JobStoreError) {
    try await store.label(job, with: labels)
  }

  func owner(of job: JobID) async throws(JobStoreError) -> JobOwner? { try await store.owner(of: job) }
}
