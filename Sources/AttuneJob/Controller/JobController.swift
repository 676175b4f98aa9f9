// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// The one process that owns a job, as a loop: judge and apply, record, publish, start.
///
/// The machine lives on the loop's stack: there is no shared mutable state to protect, and no `await`
/// between reading the state and changing it. Callers only post. The next state is computed first, then
/// recorded, and only then shown and acted on, so that nobody sees what is not in the journal.
public struct JobController: Sendable {
  public struct Dependencies: Sendable {
    public var store: any JobStore
    public var executor: any TrialExecutor
    public var metrics: any MetricSource
    public var optimizer: any Optimizer
    public var rule: (any StoppingRule)?
    public var clock: any Clock<Duration>
    public var now: @Sendable () -> Timestamp
    /// Told of everything, in order; awaited, so that it can hold the loop back.
    public var observe: @Sendable (JobNews) async -> Void

    // MARK: Options
    /// Between TERM and KILL.
    public var grace: Duration = .seconds(10)
    /// How often the command table is read.
    public var commandInterval: Duration = .milliseconds(250)
    /// Between two exports of a job that goes on.
    public var exportInterval: Duration = .seconds(1)

    public init(
      store: any JobStore, executor: any TrialExecutor, metrics: any MetricSource,
      optimizer: any Optimizer, rule: (any StoppingRule)? = nil, clock: any Clock<Duration>,
      now: @escaping @Sendable () -> Timestamp, observe: @escaping @Sendable (JobNews) async -> Void
    ) {
      self.store = store
      self.executor = executor
      self.metrics = metrics
      self.optimizer = optimizer
      self.rule = rule
      self.clock = clock
      self.now = now
      self.observe = observe
    }
  }

  /// What the process that holds the controller is told by its terminal or scheduler.
  public enum Signal: Sendable, Hashable {
    /// Ctrl-C once: start nothing new, let running trials end.
    case drain
    /// Ctrl-C twice: stop the trainers; their trials run again on resume.
    case interrupt
    /// SIGTERM: leave at once; the trainers go on.
    case detach
  }

  public enum Ending: Sendable, Hashable {
    case finished(Outcome)
    /// Left unfinished with nothing running, on the user's word.
    case suspended
    /// Left unfinished with its trainers running.
    case detached
    /// Left unfinished with nothing running: `maxRunningTime` has passed.
    case outOfTime
  }

  let job: JobID
  let spec: JobSpec
  let dependencies: Dependencies
  let inbox = Inbox()
  let gate = LaunchGate()

  public init(job: JobID, spec: JobSpec, dependencies: Dependencies) {
    self.job = job
    self.spec = spec
    self.dependencies = dependencies
  }

  /// Takes the job and runs it until it has finished or is left.
  public func run(as owner: JobOwner, signals: AsyncStream<Signal>) async throws -> Ending {
    let lease = try await dependencies.store.acquire(job, as: owner)
    do {
      let ending = try await loop(under: lease, as: owner, signals: signals)
      await dependencies.store.release(lease)
      return ending
    } catch {
      await dependencies.store.release(lease)
      throw error
    }
  }

  private func loop(under lease: Lease, as owner: JobOwner, signals: AsyncStream<Signal>) async throws -> Ending {
    let stored = try await dependencies.store.load(job)
    guard var history = JobHistory(id: job, job: stored) else {
      throw JobStoreError(.unreadable, "the search space of job \(job) is not valid")
    }
    try history.requireReach(by: dependencies.executor)
    // Commands that wait come first: a job that is reopened or amended is opened as what it then is.
    let latest = await relayCommands(after: 0)
    inbox.post(.opened(owner))
    return try await withThrowingDiscardingTaskGroup { group in
      defer { group.cancelAll() }
      group.addTask { for await signal in signals { inbox.post(.signal(signal)) } }
      group.addTask { await pollCommands(after: latest) }
      var shift = Shift()
      for await batch in inbox.batches {
        let step = judge(batch, in: &history)
        guard try await record(step, leadingTo: history, under: lease) else { return .detached }
        if let refusal = step.refusal { throw refusal }
        await publish(step, leadingTo: history, &shift)
        if shift.exports() {
          await export(history)
          group.addTask { await restFromExports() }
        }
        for alarm in alarms(for: history) where shift.sets(alarm) {
          let runningTime = history.runningTime
          group.addTask { await wait(for: alarm, after: runningTime) }
        }
        if shift.startsNothing || history.machine.closing == .cancelled { gate.close() }
        for effect in shift.permitted(step) { start(effect, of: step, in: history, group: &group) }
        for attempt in shift.abandoned(by: history.machine) {
          inbox.post(.launchFailed(attempt, "the job was cancelled"))
        }
        if let ending = shift.ending(of: history.machine) {
          if shift.isExportBehind { await export(history) }
          return ending
        }
      }
      return .detached
    }
  }
}
