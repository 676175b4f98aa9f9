// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

/// Who looks after jobs that nobody sits by starts a controller where this says so, and nowhere else.
@Suite struct `A job that nobody sits by is abandoned` {
  private let store = InMemoryJobStore()
  private let owner = JobOwner(host: "here", pid: 1)
  private let attempt = Attempt(trial: Trial.ID(1), number: 1)

  private func service(_ executor: any TrialExecutor = ScriptedTrialExecutor()) -> JobService {
    JobService(
      .init(
        store: store, files: NoFiles(), executor: { _, _ in executor }, metrics: { _ in ScriptedMetrics() },
        optimizer: { _ in CountingOptimizer() }, clock: ManualClock(), now: { Timestamp(milliseconds: 0) }, owner: owner
      ))
  }

  private func job(
    _ events: [JobEvent], isUnattended: Bool = true, limits: JobLimits = JobLimits(maxTrials: 2), isOwned: Bool = false
  ) async throws -> JobSummary {
    var spec = try JobSpec.sample()
    (spec.isUnattended, spec.limits) = (isUnattended, limits)
    let id = JobID(createdAt: Timestamp(milliseconds: 0))
    try await store.create(spec, id: id, at: Timestamp(milliseconds: 0))
    let lease = try await store.acquire(id, as: owner)
    let entries = events.map { JournalEntry(time: Timestamp(milliseconds: 1), event: $0) }
    if !entries.isEmpty { try await store.append(entries, rows: [], under: lease) }
    if !isOwned { await store.release(lease) }
    return try await service().job(id).0
  }

  private func suggested() throws -> JobEvent {
    .suggested([
      Suggestion(
        assignment: Assignment([.init(name: "x", value: .integer(1))]),
        origin: Origin(phase: "test", text: "", completionsSeen: 0))
    ])
  }

  @Test func `when its controller is gone, before its start or after it`() async throws {
    let fresh = try await job([])
    #expect(try await service().isAbandoned(fresh))
    #expect(try await service().abandonedJobs().map(\.id) == [fresh.id])
  }

  @Test func `not while somebody runs it`() async throws {
    let running = try await job([.opened(owner)], isOwned: true)
    #expect(try await !service().isAbandoned(running))
  }

  @Test func `not when somebody sits by it`() async throws {
    #expect(try await !service().isAbandoned(try await job([.opened(owner)], isUnattended: false)))
  }

  @Test func `not once it has ended`() async throws {
    let cancelled = try await job([.opened(owner), .commanded(.cancel), .finished(.cancelled)])
    #expect(try await !service().isAbandoned(cancelled))
    #expect(try await service().abandonedJobs().isEmpty)
  }

  @Test func `when it was being cancelled`() async throws {
    let handle = TrialHandle(host: "here", bootID: "", pid: 2, startTicks: 3)
    let leaving = try await job([.opened(owner), try suggested(), .launched(attempt, handle), .commanded(.cancel)])
    #expect(leaving.state == .cancelling)
    #expect(try await service().isAbandoned(leaving))
  }

  @Test(arguments: [
    (JobLimits.TimeBound.maxRunningTime, Duration?.none, false), (.maxRunningTime, .seconds(9), false),
    (.timeBudget, .seconds(9), true),
  ])
  func `not when its running time is up, but with its budget spent: that lets trials end`(
    bound: JobLimits.TimeBound, budget: Duration?, isAbandoned: Bool
  ) async throws {
    let limits = JobLimits(maxTrials: 2, maxRunningTime: .seconds(9), timeBudget: budget)
    let handle = TrialHandle(host: "here", bootID: "", pid: 2, startTicks: 3)
    let late = try await job(
      [.opened(owner), try suggested(), .launched(attempt, handle), .timeUp(bound)], limits: limits)
    #expect(try await service().isAbandoned(late) == isAbandoned)
  }

  @Test func `not while its trainers may run on another machine`() async throws {
    let handle = TrialHandle(host: "there", bootID: "x", pid: 2, startTicks: 3)
    let away = try await job([.opened(owner), try suggested(), .launched(attempt, handle)])
    #expect(try await !service(FarExecutor(here: ScriptedTrialExecutor())).isAbandoned(away))
    #expect(try await service().isAbandoned(away))
  }
}

/// Of a job that is only looked at.
private struct NoFiles: JobFiles {
  func prepare(_ job: JobID, spec: JobSpec, environment: [String: String]) throws(JobFilesError) -> [String]? { [] }
  func abandon(_ job: JobID) {}

  func changes(since job: JobID, spec: JobSpec) throws(JobFilesError) -> SourceChanges {
    SourceChanges(sources: [], others: [])
  }

  func log(
    of attempt: Attempt, in job: JobID, until isOver: @escaping @Sendable () async -> Bool
  ) -> any AsyncSequence<LogLine, any Error> & Sendable {
    AsyncThrowingStream { $0.finish() }
  }

  func artifacts(of attempt: Attempt, in job: JobID) throws(JobFilesError) -> [Artifact] { [] }

  func content(
    of artifact: String, of attempt: Attempt, in job: JobID
  ) throws(JobFilesError) -> (Artifact, any AsyncSequence<[UInt8], any Error> & Sendable)? { nil }

  func collect(
    _ attempt: Attempt, of job: JobID, record: String, as name: String, into destination: String
  ) throws(JobFilesError) -> CollectedTrial {
    throw JobFilesError("nothing was written")
  }
}
