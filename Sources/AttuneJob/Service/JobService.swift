// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy
import Synchronization

/// The one door of the application. Command line and servers are faces of it: they render what it returns.
public struct JobService: Sendable {
  public struct Dependencies: Sendable {
    public var store: any JobStore
    public var files: any JobFiles
    public var executor: @Sendable (JobID, JobSpec) throws -> any TrialExecutor
    public var metrics: @Sendable (JobSpec.Tuning?) -> any MetricSource
    public var optimizer: @Sendable (Algorithm) -> any Optimizer
    public var clock: any Clock<Duration>
    public var now: @Sendable () -> Timestamp
    /// This process.
    public var owner: JobOwner

    public init(
      store: any JobStore, files: any JobFiles,
      executor: @escaping @Sendable (JobID, JobSpec) throws -> any TrialExecutor,
      metrics: @escaping @Sendable (JobSpec.Tuning?) -> any MetricSource,
      optimizer: @escaping @Sendable (Algorithm) -> any Optimizer, clock: any Clock<Duration>,
      now: @escaping @Sendable () -> Timestamp, owner: JobOwner
    ) {
      self.store = store
      self.files = files
      self.executor = executor
      self.metrics = metrics
      self.optimizer = optimizer
      self.clock = clock
      self.now = now
      self.owner = owner
    }
  }

  let dependencies: Dependencies
  var store: any JobStore { dependencies.store }

  public init(_ dependencies: Dependencies) { self.dependencies = dependencies }
}

// MARK: - Making and running

extension JobService {
  /// A new job, durable on return. What it takes over from an earlier job is part of it from then on.
  ///
  /// - Parameter name: the job's id; nil takes the moment of creation.
  /// - Returns: its id and what the user should be told about its files and about earlier trials.
  /// - Throws: `JobStoreError` with `alreadyExists` where a job has the id.
  public func create(
    _ spec: JobSpec, id name: JobID? = nil, environment: [String: String]
  ) async throws -> (JobID, notices: [String]) {
    var spec = spec
    var said: [String] = []
    if let tuning = spec.tuning, let inheritance = try await inheritance(of: tuning) {
      spec.tuning?.priorTrials = inheritance.priorTrials
      said = inheritance.notices
    }
    let (id, time, notices) = try prepare(spec, as: name, environment: environment)
    do {
      try await store.create(spec, id: id, at: time)
    } catch {
      dependencies.files.abandon(id)
      throw error
    }
    return (id, said + notices)
  }

  /// Whether the id names a job already. Another may still be made before this one.
  public func exists(_ job: JobID) async throws -> Bool { try await store.listing(of: job) != nil }

  public static func taken(_ job: JobID) -> JobStoreError {
    JobStoreError(.alreadyExists, "there is a job \(job) already: an id names one job for ever")
  }

  /// Two jobs may begin in one millisecond: the next one is free.
  private func prepare(
    _ spec: JobSpec, as name: JobID?, environment: [String: String]
  ) throws -> (JobID, Timestamp, [String]) {
    var time = dependencies.now()
    if let name {
      guard let notices = try dependencies.files.prepare(name, spec: spec, environment: environment) else {
        throw Self.taken(name)
      }
      return (name, time, notices)
    }
    while true {
      let id = JobID(createdAt: time)
      if let notices = try dependencies.files.prepare(id, spec: spec, environment: environment) {
        return (id, time, notices)
      }
      time = Timestamp(milliseconds: time.milliseconds + 1)
    }
  }

  /// Owns the job in this process until it has finished or is left.
  /// - Returns: also the job as it then stands, so that nothing need be read again; nil where nothing was recorded.
  public func run(
    _ job: JobID, signals: AsyncStream<JobController.Signal>,
    observe: @escaping @Sendable (JobNews) async -> Void
  ) async throws -> (JobController.Ending, JobHistory?) {
    let latest = LatestHistory()
    let spec = try await store.spec(of: job)
    let controller = JobController(
      job: job, spec: spec,
      dependencies: .init(
        store: store, executor: try dependencies.executor(job, spec), metrics: dependencies.metrics(spec.tuning),
        optimizer: dependencies.optimizer(spec.tuning?.algorithm ?? .default),
        rule: spec.tuning?.stopping?.rule, clock: dependencies.clock,
        now: dependencies.now,
        observe: { news in
          latest.take(news)
          await observe(news)
        }))
    let ending = try await controller.run(as: dependencies.owner, signals: signals)
    return (ending, latest.history)
  }

  /// The newest unfinished job of this key: the same command resumes it.
  public func unfinished(_ key: JobSpec.Key) async throws -> JobSummary? {
    for case .readable(let summary, _) in try await store.jobs()
    where !summary.state.isFinished && summary.spec.key == key {
      return summary
    }
    return nil
  }

  public func changes(since job: JobID, spec: JobSpec) throws -> SourceChanges {
    try dependencies.files.changes(since: job, spec: spec)
  }
}

/// The last of the histories that news come with.
private final class LatestHistory: Sendable {
  private let latest = Mutex<JobHistory?>(nil)

  var history: JobHistory? { latest.withLock { $0 } }

  func take(_ news: JobNews) {
    if case .recorded(_, let history) = news { latest.withLock { $0 = history } }
  }
}
