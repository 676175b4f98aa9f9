// SPDX-License-Identifier: Apache-2.0
public import AttuneJob
public import AttuneStudy
import Synchronization

/// Jobs for as long as the process lives; several controllers may share one store.
public final class InMemoryJobStore: JobStore {
  private let stored = Mutex<[JobID: InMemoryJob]>([:])

  public init() {}

  public func create(_ spec: JobSpec, id: JobID, at time: Timestamp) async throws(JobStoreError) {
    try stored.withLock { jobs throws(JobStoreError) in
      guard jobs[id] == nil else { throw JobStoreError(.alreadyExists, "the job \(id) already exists") }
      jobs[id] = InMemoryJob(spec: spec, createTime: time)
    }
  }

  public func acquire(_ job: JobID, as owner: JobOwner) async throws(JobStoreError) -> Lease {
    try withJob(job) { stored throws(JobStoreError) in
      if let holder = stored.owner {
        throw JobStoreError(
          .ownedElsewhere, "the job \(job) is run by process \(holder.pid) on \(holder.host)")
      }
      stored.owner = owner
      stored.epoch += 1
      return Lease(job: job, epoch: stored.epoch)
    }
  }

  public func release(_ lease: Lease) async {
    stored.withLock { jobs in
      if jobs[lease.job]?.epoch == lease.epoch { jobs[lease.job]?.owner = nil }
    }
  }

  public func append(
    _ entries: [JournalEntry], rows: [TrialRecord], under lease: Lease
  ) async throws(JobStoreError) {
    try withJob(lease.job) { stored throws(JobStoreError) in
      guard stored.owner != nil, stored.epoch == lease.epoch else {
        throw JobStoreError(
          .leaseLost, "the right to write job \(lease.job) (epoch \(lease.epoch)) is no longer there")
      }
      for entry in entries { stored.append(entry) }
      for row in rows { stored.trials[row.trial] = row }
    }
  }

  public func load(_ job: JobID) async throws(JobStoreError) -> StoredJob {
    try withJob(job) { $0.storedJob }
  }

  public func entries(of job: JobID, after count: Int) async throws(JobStoreError) -> [JournalEntry] {
    try withJob(job) { Array($0.journal.dropFirst(count)) }
  }

  public func trials(of job: JobID) async throws(JobStoreError) -> [TrialRecord] {
    try withJob(job) { $0.trials.values.sorted { $0.trial < $1.trial } }
  }

  public func measurements(of job: JobID) async throws(JobStoreError) -> [Trial.ID: [Trial.Measurement]] {
    try withJob(job) { $0.curves.filter { !$0.value.isEmpty } }
  }

  public func post(_ command: JobCommand, to job: JobID, at time: Timestamp) async throws(JobStoreError) {
    try withJob(job) { stored in
      stored.commandsPosted += 1
      stored.commands.append(PostedCommand(number: stored.commandsPosted, command: command))
    }
  }

  public func commands(for job: JobID) async throws(JobStoreError) -> [PostedCommand] {
    try withJob(job) { $0.commands }
  }

  public func discard(_ command: PostedCommand, of job: JobID) async throws(JobStoreError) {
    try withJob(job) { $0.commands.removeAll { $0.number == command.number } }
  }

  public func export(_ summary: JobSummary) async throws(JobStoreError) {
    try withJob(summary.id) { $0.summary = summary }
  }

  public func jobs() async throws(JobStoreError) -> [JobListing] {
    let jobs = stored.withLock { $0 }
    return jobs.sorted { a, b in
      a.value.createTime == b.value.createTime ? a.key > b.key : a.value.createTime > b.value.createTime
    }.map { $0.value.listing(of: $0.key) }
  }

  public func label(_ job: JobID, with labels: [String: String]) async throws(JobStoreError) {
    try withJob(job) { $0.labels = labels }
  }

  public func owner(of job: JobID) async throws(JobStoreError) -> JobOwner? {
    try withJob(job) { $0.owner }
  }

  private func withJob<Value>(
    _ job: JobID, _ body: (inout InMemoryJob) throws(JobStoreError) -> sending Value
  ) throws(JobStoreError) -> Value {
    try stored.withLock { jobs throws(JobStoreError) in
      guard var found = jobs.removeValue(forKey: job) else {
        throw JobStoreError(.notFound, "there is no job \(job)")
      }
      defer { jobs[job] = found }
      return try body(&found)
    }
  }
}
