// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting

/// All that a controller needs, in memory; each `life` is a new controller over the same job.
struct Workshop: Sendable {
  let store: FaultyStore
  let clock: ManualClock
  let job = JobID(createdAt: Timestamp(milliseconds: 0))
  let spec: JobSpec
  let executor: any TrialExecutor
  var metrics = ScriptedMetrics()
  var optimizer = CountingOptimizer()
  var rule: (any StoppingRule)?
  /// Called with each piece of news, and waited for: the loop stands still meanwhile.
  var interlude: @Sendable (JobNews) async -> Void = { _ in }
  private let exportInterval: Duration

  /// - Parameter exportInterval: zero, so that who counts the sleepers needn't count an export that rests.
  init(
    _ spec: JobSpec, clock: ManualClock = ManualClock(), executor: any TrialExecutor, exportInterval: Duration = .zero
  ) async throws {
    self.spec = spec
    self.exportInterval = exportInterval
    self.clock = clock
    self.executor = executor
    store = FaultyStore()
    try await store.create(spec, id: job, at: Timestamp(milliseconds: 0))
  }

  /// The same job and store, through another executor.
  init(visiting other: Workshop, with executor: any TrialExecutor) {
    (store, clock, spec, exportInterval) = (other.store, other.clock, other.spec, other.exportInterval)
    self.executor = executor
  }

  func life(_ news: NewsLog = NewsLog(), signals: AsyncStream<JobController.Signal> = .silence) async throws
    -> JobController.Ending
  {
    var dependencies = JobController.Dependencies(
      store: store, executor: executor, metrics: metrics, optimizer: optimizer, rule: rule, clock: clock,
      now: { [clock] in Timestamp(milliseconds: Int64(clock.now.offset / .milliseconds(1))) },
      observe: { [interlude] in
        await news.take($0)
        await interlude($0)
      })
    dependencies.exportInterval = exportInterval
    let controller = JobController(job: job, spec: spec, dependencies: dependencies)
    return try await controller.run(as: JobOwner(host: "test", pid: 1), signals: signals)
  }

  func post(_ command: JobCommand) async throws {
    try await store.post(command, to: job, at: Timestamp(milliseconds: 0))
  }

  /// Wakes whoever reads the command table.
  func letCommandsBeRead() async {
    await clock.untilAsleep(1)
    clock.advance(by: .milliseconds(250))
  }

  var journal: [JobEvent] {
    get async throws { try await store.load(job).journal.map(\.event) }
  }

  /// The job as its journal tells it.
  var history: JobHistory? {
    get async throws { JobHistory(id: job, job: try await store.load(job)) }
  }

  var states: [TrialRecord.State] {
    get async throws { try await store.trials(of: job).map(\.state) }
  }
}

extension AsyncStream where Element == JobController.Signal {
  /// Nobody says anything, ever.
  static var silence: Self { makeStream().stream }
}
