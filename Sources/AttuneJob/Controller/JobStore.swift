// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// Keeps jobs: spec, journal, trial table, commands. `checkJobStore` in AttuneTesting is its law book.
public protocol JobStore: Sendable {
  /// Makes the job durable. Throws `alreadyExists` for an id that is taken.
  func create(_ spec: JobSpec, id: JobID, at time: Timestamp) async throws(JobStoreError)
  /// Takes the job for life: a lock, and an epoch newer than any before. Throws `ownedElsewhere`.
  func acquire(_ job: JobID, as owner: JobOwner) async throws(JobStoreError) -> Lease
  /// Gives the job back; also happens when the process dies.
  func release(_ lease: Lease) async
  /// Lets others know what keeps the owner from writing the journal, where that can be done without it; nil once
  /// nothing does.
  func announce(_ trouble: String?, under lease: Lease) async
  /// Entries and the table rows they changed, in one transaction, durable on return.
  /// Throws `leaseLost` if a newer lease exists, `unavailable` if the store can't be written now.
  func append(_ entries: [JournalEntry], rows: [TrialRecord], under lease: Lease) async throws(JobStoreError)
  func load(_ job: JobID) async throws(JobStoreError) -> StoredJob
  /// The spec alone, without reading the journal.
  func spec(of job: JobID) async throws(JobStoreError) -> JobSpec
  /// Entries after the first `count` ones, for those who watch.
  func entries(of job: JobID, after count: Int) async throws(JobStoreError) -> [JournalEntry]
  /// The trial table by id.
  func trials(of job: JobID) async throws(JobStoreError) -> [TrialRecord]
  /// What can be read of the trial table where `trials` can't read all of it.
  func salvage(_ job: JobID) async throws(JobStoreError) -> SalvagedTrials
  /// Every trial's measurements by step.
  func measurements(of job: JobID) async throws(JobStoreError) -> [Trial.ID: [Trial.Measurement]]
  func post(_ command: JobCommand, to job: JobID, at time: Timestamp) async throws(JobStoreError)
  /// Commands not yet taken, in order; taking them is journaling them, so they come back until then.
  func commands(for job: JobID) async throws(JobStoreError) -> [PostedCommand]
  /// Removes a command that has been journaled.
  func discard(_ command: PostedCommand, of job: JobID) async throws(JobStoreError)
  /// Refreshes what `jobs()` reads.
  func export(_ summary: JobSummary) async throws(JobStoreError)
  /// Every job, newest first; what can't be read is shown as unreadable and left alone.
  func jobs() async throws(JobStoreError) -> [JobListing]
  /// One of them; nil where there is no such job.
  func listing(of job: JobID) async throws(JobStoreError) -> JobListing?
  /// Replaces the job's labels, durably, whatever state it is in: they say nothing that decides anything.
  func label(_ job: JobID, with labels: [String: String]) async throws(JobStoreError)
  /// Who runs the job now; nil if nobody does.
  func owner(of job: JobID) async throws(JobStoreError) -> JobOwner?
}

extension JobStore {
  public func announce(_ trouble: String?, under lease: Lease) async {}

  public func spec(of job: JobID) async throws(JobStoreError) -> JobSpec { try await load(job).spec }

  public func listing(of job: JobID) async throws(JobStoreError) -> JobListing? {
    try await jobs().first { $0.name == job.rawValue }
  }

  public func salvage(_ job: JobID) async throws(JobStoreError) -> SalvagedTrials {
    SalvagedTrials(records: try await trials(of: job), measurements: try await measurements(of: job), damage: nil)
  }
}

/// The readable part of a job whose journal is damaged.
public struct SalvagedTrials: Sendable, Hashable {
  /// By id.
  public let records: [TrialRecord]
  public let measurements: [Trial.ID: [Trial.Measurement]]
  /// What is missing and why; nil where nothing is.
  public let damage: String?

  public init(records: [TrialRecord], measurements: [Trial.ID: [Trial.Measurement]], damage: String?) {
    self.records = records
    self.measurements = measurements
    self.damage = damage
  }
}

public struct StoredJob: Sendable, Hashable {
  public let spec: JobSpec
  public let createTime: Timestamp
  public let journal: [JournalEntry]

  public init(spec: JobSpec, createTime: Timestamp, journal: [JournalEntry]) {
    self.spec = spec
    self.createTime = createTime
    self.journal = journal
  }
}

/// The right to append: carried by every append, void once a newer one exists.
public struct Lease: Sendable, Hashable {
  public let job: JobID
  public let epoch: Int

  public init(job: JobID, epoch: Int) {
    self.job = job
    self.epoch = epoch
  }
}

public struct PostedCommand: Sendable, Hashable {
  public let number: Int
  public let command: JobCommand

  public init(number: Int, command: JobCommand) {
    self.number = number
    self.command = command
  }
}

public enum JobListing: Sendable, Hashable {
  case readable(JobSummary, owner: JobOwner?)
  case unreadable(String, why: String)
}

extension JobListing {
  /// The name of its folder, which is its id where it is readable.
  public var name: String {
    switch self {
    case .readable(let summary, _): summary.id.rawValue
    case .unreadable(let name, _): name
    }
  }
}

public struct JobStoreError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable {
    case alreadyExists, notFound, ownedElsewhere, leaseLost, unavailable, unreadable
  }

  public let code: Code
  /// What happened, to what, what to do.
  public let description: String

  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
