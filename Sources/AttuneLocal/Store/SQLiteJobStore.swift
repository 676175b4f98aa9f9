// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneStudy
import Glibc
import Synchronization

/// Keeps each job in its own folder, in one SQLite database with the journal and its projections.
///
/// `Documentation/Formats/job-folder.md` describes the folder, `Decisions/0002-journal.md` says why it is so.
package final class SQLiteJobStore: JobStore {
  private let home: AttuneHome
  /// Jobs this process holds; a lock and a connection each, for as long.
  private let owned = Mutex<[JobID: OwnedJob]>([:])

  private let folders: JobFolders

  package init(home: AttuneHome) {
    self.home = home
    folders = JobFolders(home: home)
  }

  package func create(_ spec: JobSpec, id: JobID, at time: Timestamp) async throws(JobStoreError) {
    let folder = home.job(id)
    try await performing("make the job \(id)") {
      try Directory.make(folder.folder)
      try JournalFile(path: folder.journal).create(id, spec, at: time)
      unlink(folder.maker)
    }
  }

  package func acquire(_ job: JobID, as owner: JobOwner) async throws(JobStoreError) -> Lease {
    let folder = home.job(job)
    let taken = try await performing("take the job \(job)") { [self] in
      try requireJob(job)
      return try OwnedJob(job, in: folder, as: owner)
    }
    owned.withLock { $0[job] = taken }
    return taken.lease
  }

  package func release(_ lease: Lease) async {
    let given = owned.withLock { jobs in
      jobs[lease.job]?.lease == lease ? jobs.removeValue(forKey: lease.job) : nil
    }
    _ = try? await performing("close the job \(lease.job)") { given?.close() }
  }

  package func announce(_ trouble: String?, under lease: Lease) async {
    guard let job = owned.withLock({ $0[lease.job] }), job.lease == lease else { return }
    _ = try? await performing("tell of the trouble of job \(lease.job)") { job.announce(trouble) }
  }

  package func append(
    _ entries: [JournalEntry], rows: [TrialRecord], under lease: Lease
  ) async throws(JobStoreError) {
    guard let job = owned.withLock({ $0[lease.job] }), job.lease == lease else {
      throw JobStoreError(
        .leaseLost, "the right to write job \(lease.job) (epoch \(lease.epoch)) was given back or never taken")
    }
    try await performing("write to the journal of job \(lease.job)") {
      try job.append(entries, rows: rows)
    }
  }

  package func load(_ job: JobID) async throws(JobStoreError) -> StoredJob {
    try await reading(job) { try $0.storedJob() }
  }

  package func spec(of job: JobID) async throws(JobStoreError) -> JobSpec {
    try await reading(job) { try $0.storedSpec().spec }
  }

  package func entries(of job: JobID, after count: Int) async throws(JobStoreError) -> [JournalEntry] {
    try await reading(job) { try $0.entries(after: count) }
  }

  package func trials(of job: JobID) async throws(JobStoreError) -> [TrialRecord] {
    try await reading(job) { try $0.trials() }
  }

  package func salvage(_ job: JobID) async throws(JobStoreError) -> SalvagedTrials {
    let file = JournalFile(path: home.job(job).journal)
    return try await performing("read the journal of job \(job)") { try file.salvage() }
  }

  package func measurements(
    of job: JobID
  ) async throws(JobStoreError) -> [Trial.ID: [Trial.Measurement]] {
    try await reading(job) { try $0.measurements() }
  }

  package func post(_ command: JobCommand, to job: JobID, at time: Timestamp) async throws(JobStoreError) {
    try await writing(to: job) { try $0.post(command, at: time) }
  }

  package func commands(for job: JobID) async throws(JobStoreError) -> [PostedCommand] {
    try await reading(job) { try $0.commands() }
  }

  package func discard(_ command: PostedCommand, of job: JobID) async throws(JobStoreError) {
    try await writing(to: job) { try $0.discard(command) }
  }

  package func export(_ summary: JobSummary) async throws(JobStoreError) {
    let path = home.job(summary.id).summary
    try await performing("export the job \(summary.id)") {
      do {
        try FileContent.replace(path, with: JSONText.of(summary, isIndented: true) + [UInt8(ascii: "\n")])
      } catch {
        // No export is better than one that is behind: the journal is read then.
        unlink(path)
        throw error
      }
    }
  }

  package func jobs() async throws(JobStoreError) -> [JobListing] {
    try await performing("list the jobs in \(home.jobs)") { [folders] in try folders.listings() }
  }

  package func listing(of job: JobID) async throws(JobStoreError) -> JobListing? {
    try await performing("look at the job \(job)") { [folders] in folders.listing(job.rawValue) }
  }

  package func label(_ job: JobID, with labels: [String: String]) async throws(JobStoreError) {
    let path = home.job(job).labels
    try await performing("label the job \(job)") { [self] in
      try requireJob(job)
      let json = JSONText.of(JSONValue.object(labels.mapValues { .string($0) }), isIndented: true)
      try FileContent.replace(path, with: json + [UInt8(ascii: "\n")], durably: true)
    }
  }

  package func owner(of job: JobID) async throws(JobStoreError) -> JobOwner? {
    let path = home.job(job).ownerLock
    return try await performing("find the owner of job \(job)") { [self] in
      try requireJob(job)
      return try OwnerLock.holder(of: path)
    }
  }
}

extension SQLiteJobStore {
  private func requireJob(_ job: JobID) throws(JobStoreError) {
    guard JournalFile(path: home.job(job).journal).exists else {
      throw JobStoreError(.notFound, "there is no job \(job) in \(home.jobs); 'attune list' shows the jobs")
    }
  }

  private func reading<Value: Sendable>(
    _ job: JobID, _ body: @escaping @Sendable (JournalTables) throws -> Value
  ) async throws(JobStoreError) -> Value {
    let own = owned.withLock { $0[job] }
    let file = JournalFile(path: home.job(job).journal)
    return try await performing("read the journal of job \(job)") { [self] in
      if let own { return try own.read(body) }
      try requireJob(job)
      return try file.read(body)
    }
  }

  private func writing(
    to job: JobID, _ body: @escaping @Sendable (JournalTables) throws -> Void
  ) async throws(JobStoreError) {
    let own = owned.withLock { $0[job] }
    let file = JournalFile(path: home.job(job).journal)
    try await performing("leave a command for job \(job)") { [self] in
      if let own { return try own.write(body) }
      try requireJob(job)
      try file.write(body)
    }
  }

  /// Does blocking work off the cooperative threads. What has begun is finished, whether the caller is
  /// cancelled or not: half an append is worse than a late one.
  private func performing<Value: Sendable>(
    _ what: String, _ work: @escaping @Sendable () throws -> Value
  ) async throws(JobStoreError) -> Value {
    do {
      return try await offPool { Result { try work() } }.get()
    } catch {
      throw JobStoreError(error, when: what, in: home.folder)
    }
  }
}
