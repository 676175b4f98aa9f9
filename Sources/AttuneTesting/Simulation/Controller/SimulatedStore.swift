// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// A store for one job that fails as disks do, and refuses every append but that of the newest lease.
struct SimulatedStore: JobStore {
  let site: SimulatedSite
  let life: SimulatedLife

  func acquire(_ job: JobID, as owner: JobOwner) async throws(JobStoreError) -> Lease {
    await site.pause()
    guard !life.isOver else { throw lost }
    let epoch = site.with { state in
      state.epoch += 1
      return state.epoch
    }
    site.note(.acquired, life: life.number)
    return Lease(job: job, epoch: epoch)
  }

  func release(_ lease: Lease) async {}

  func append(_ entries: [JournalEntry], rows: [TrialRecord], under lease: Lease) async throws(JobStoreError) {
    await site.pause()
    site.risk(life)
    guard !life.isOver, site.with({ $0.epoch }) == lease.epoch else { throw lost }
    try beWritable()
    let now = site.now
    let isTold = site.with { state in
      state.journal += entries
      for row in rows { state.chronicle.rows[row.trial] = row }
      state.note(.recorded(entries), at: now, life: life.number)
      return state.random.unit() >= site.trouble.lies
    }
    site.risk(life)
    await site.pause()
    guard !life.isOver else { throw lost }
    guard isTold else { throw refusal() }
  }

  private func beWritable() throws(JobStoreError) {
    guard site.with({ $0.isWritable }) else { throw refusal() }
  }

  private func refusal() -> JobStoreError {
    site.note(.refused(nil), life: life.number)
    return JobStoreError(.unavailable, "no space left on device")
  }

  private var lost: JobStoreError { JobStoreError(.leaseLost, "another controller has the job") }

  func load(_ job: JobID) async throws(JobStoreError) -> StoredJob {
    await site.pause()
    let journal = site.with { $0.journal }
    return StoredJob(spec: site.spec, createTime: Timestamp(milliseconds: 0), journal: journal)
  }

  /// A disk that can't be written can sometimes be read.
  func entries(of job: JobID, after count: Int) async throws(JobStoreError) -> [JournalEntry] {
    await site.pause()
    guard !life.isOver else { throw lost }
    if site.with({ !$0.isWritable && $0.random.unit() < 0.5 }) { throw refusal() }
    return Array(site.with { $0.journal }.dropFirst(count))
  }

  func export(_ summary: JobSummary) async throws(JobStoreError) {
    guard !life.isOver else { throw lost }
    try beWritable()
  }

  func commands(for job: JobID) async throws(JobStoreError) -> [PostedCommand] {
    try beWritable()
    return site.with { $0.commands }
  }

  func discard(_ command: PostedCommand, of job: JobID) async throws(JobStoreError) {
    await site.pause()
    guard !life.isOver else { throw lost }
    try beWritable()
    site.with { $0.commands.removeAll { $0.number == command.number } }
  }

  func post(_ command: JobCommand, to job: JobID, at time: Timestamp) async throws(JobStoreError) {
    site.post(command)
  }

  // MARK: - What a controller does not ask for

  func create(_ spec: JobSpec, id: JobID, at time: Timestamp) async throws(JobStoreError) {
    throw JobStoreError(.alreadyExists, "there is one job in this world")
  }
  func trials(of job: JobID) async throws(JobStoreError) -> [TrialRecord] {
    site.with { $0.chronicle.rows }.values.sorted { $0.trial < $1.trial }
  }
  func measurements(of job: JobID) async throws(JobStoreError) -> [Trial.ID: [Trial.Measurement]] { [:] }
  func jobs() async throws(JobStoreError) -> [JobListing] { [] }
  func label(_ job: JobID, with labels: [String: String]) async throws(JobStoreError) {}
  func owner(of job: JobID) async throws(JobStoreError) -> JobOwner? { nil }
}

extension SimulatedSite {
  func post(_ command: JobCommand) {
    with { state in
      state.posted += 1
      state.commands.append(PostedCommand(number: state.posted, command: command))
    }
  }
}
