// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneStudy
import AttuneTesting
import Synchronization
import Testing

@Suite struct `Following the logs of a job` {
  private let store = InMemoryJobStore()
  private let clock = ManualClock()
  private let id = Sample.id(0)

  private func service(logsEnd: Bool) -> JobService {
    JobService(
      .init(
        store: store, files: OneLineLogs(areOver: logsEnd), executor: { _, _ in throw InputError("starts nothing") },
        metrics: { _ in NoMetrics() }, optimizer: { _ in NoSuggestions() }, clock: clock, now: { Sample.time(0) },
        owner: Sample.owner))
  }

  private func follow(_ trial: Trial.ID? = nil, logsEnd: Bool, lines: LineList) async throws -> LogFollower.Ending {
    let service = service(logsEnd: logsEnd)
    let job = try await service.find(nil)
    return try await LogFollower(service: service, job: job, trial: trial, clock: clock).follow { lines.add($0) }
  }

  /// A job with running trials, held.
  private func job(running trials: [Int]) async throws -> Lease {
    try await store.create(try Sample.spec(), id: id, at: Sample.time(0))
    let lease = try await store.acquire(id, as: Sample.owner)
    try await add(trials, .running, under: lease)
    return lease
  }

  private func add(_ trials: [Int], _ state: TrialRecord.State, under lease: Lease) async throws {
    let rows = trials.map { Sample.record($0, state, values: ["0.2", "0.1"]) }
    try await store.append([], rows: rows, under: lease)
  }

  private func finish(under lease: Lease) async throws {
    var summary = try Sample.summary()
    summary.id = id
    try await store.export(summary)
    await store.release(lease)
  }

  @Test func `ends with a finished job, at once`() async throws {
    let lease = try await job(running: [1, 2])
    try await finish(under: lease)
    let lines = LineList()
    #expect(try await follow(logsEnd: true, lines: lines) == .finished)
    #expect(lines.trials == [1, 2])
  }

  @Test func `takes up trials that start later`() async throws {
    let lease = try await job(running: [1])
    let lines = LineList()
    async let ending = follow(logsEnd: true, lines: lines)
    await clock.untilAsleep(1)
    try await add([2], .running, under: lease)
    clock.advance(by: .milliseconds(500))
    await clock.untilAsleep(1)
    try await finish(under: lease)
    clock.advance(by: .milliseconds(500))
    #expect(try await ending == .finished)
    #expect(lines.trials == [1, 2])
  }

  @Test func `follows one trial only`() async throws {
    try await finish(under: try await job(running: [1, 2, 3]))
    let lines = LineList()
    #expect(try await follow(Trial.ID(2), logsEnd: true, lines: lines) == .finished)
    #expect(lines.trials == [2])
  }

  @Test func `does not wait for an owner who is gone`() async throws {
    await store.release(try await job(running: [1]))
    let lines = LineList()
    async let ending = follow(logsEnd: false, lines: lines)
    await clock.untilAsleep(1)
    clock.advance(by: .milliseconds(500))
    #expect(try await ending == .left)
  }

  @Test func `of a trial that never was says so`() async throws {
    try await finish(under: try await job(running: [1]))
    let lines = LineList()
    let error = await #expect(throws: JobStoreError.self) {
      try await follow(Trial.ID(9), logsEnd: true, lines: lines)
    }
    #expect(error?.description == "job \(id) has no trial 9; 'attune trials' shows them all")
  }
}

/// The trials whose lines came, in order of number.
private final class LineList: Sendable {
  private let taken = Mutex<[Int]>([])

  func add(_ line: LogLine) { taken.withLock { $0.append(line.trial.rawValue) } }
  var trials: [Int] { taken.withLock { $0.sorted() } }
}

/// Each trial has written one line.
private struct OneLineLogs: JobFiles {
  let areOver: Bool

  func log(
    of attempt: Attempt, in job: JobID, until isOver: @escaping @Sendable () async -> Bool
  ) -> any AsyncSequence<LogLine, any Error> & Sendable {
    AsyncThrowingStream { continuation in
      continuation.yield(LogLine(time: Sample.time(0), trial: attempt.trial, stream: .stdout, text: "hello"))
      if areOver { continuation.finish() }
    }
  }

  func prepare(_ job: JobID, spec: JobSpec, environment: [String: String]) throws(JobFilesError) -> [String]? { [] }
  func abandon(_ job: JobID) {}

  func changes(since job: JobID, spec: JobSpec) throws(JobFilesError) -> SourceChanges {
    SourceChanges(sources: [], others: [])
  }

  func artifacts(of attempt: Attempt, in job: JobID) throws(JobFilesError) -> [Artifact] { [] }
  func content(
    of artifact: String, of attempt: Attempt, in job: JobID
  ) throws(JobFilesError) -> (Artifact, any AsyncSequence<[UInt8], any Error> & Sendable)? { nil }
  func collect(_ attempt: Attempt, of job: JobID, record: String, as name: String, into destination: String)
    throws(JobFilesError) -> CollectedTrial
  {
    throw JobFilesError("collects nothing")
  }
}

private struct NoMetrics: MetricSource {
  func follow(
    _ objective: Objective, at place: TrialPlace, from positions: [Position],
    until exited: @escaping @Sendable () async -> Void, report: @Sendable (MetricReport) async -> Void
  ) async -> [String] { [] }
}

private struct NoSuggestions: Optimizer {
  func suggest(_ count: Int, for study: Study) throws(OptimizerError) -> [Suggestion] { [] }
}
