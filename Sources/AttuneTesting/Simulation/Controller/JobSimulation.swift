// SPDX-License-Identifier: Apache-2.0
public import AttuneJob
public import AttuneStudy
import Synchronization

/// A whole job in a simulated world, through the very `JobController`: virtual time, scripted trainers, a store that
/// fails, and controllers that are killed between any two suspensions and come back with what the store has.
///
/// Everything follows from the seed: the size of the job, the weather, the troubles and their times, and the interleaving
/// of all tasks. Thousands of worlds take a minute.
public struct JobSimulation: Sendable {
  public let seed: UInt64
  public let spec: JobSpec
  public let weather: Weather
  public let trouble: Trouble
  /// Nil: numbers that depend on the seed alone.
  public var optimizer: (any Optimizer)?
  /// Nil: one that finds a trial hopeless by what it reported last.
  public var rule: (any StoppingRule)?
  /// So many pieces of tasks may run before the job counts as one that hangs.
  public var patience = 400_000

  public init(_ spec: JobSpec, seed: UInt64, weather: Weather = .changeable, trouble: Trouble = Trouble()) {
    self.seed = seed
    self.spec = spec
    self.weather = weather
    self.trouble = trouble
  }

  /// What happened until the job had finished.
  public func run() async -> Chronicle {
    await withTaskGroup { group in
      var run = SimulatedRun(self)
      return run.finish(in: &group)
    }
  }
}

/// The world at work: runs what can run, else lets time pass to what comes next.
struct SimulatedRun: ~Copyable {
  private enum Act {
    case kill
    case takeover
    case outage(until: Int)
    case mend
    case shortage(until: Int)
    case supply
    case command(JobCommand)
    case signal(JobController.Signal)
  }

  /// A controller at work.
  private struct Shift {
    let life: SimulatedLife
    let signals: AsyncStream<JobController.Signal>.Continuation
    let end: End
  }

  /// How it ended, once it has. A class, since task and world share it.
  private final class End: Sendable {
    let result = Mutex<Result<JobController.Ending, any Error>?>(nil)
  }

  private let simulation: JobSimulation
  private let site: SimulatedSite
  private let executor: SeededExecutor
  private var random: SplitMix64
  private var plan: [(time: Int, act: Act)] = []
  /// Lives that are to begin.
  private var starting: [@Sendable () async -> Void] = []
  private var latest: Shift?
  /// Lives whose job was taken over.
  private var older: [Shift] = []
  private var lives = 0
  private var stepsToDeath: Int?
  private var steps = 0
  private var reopenings = 0

  init(_ simulation: JobSimulation) {
    self.simulation = simulation
    site = SimulatedSite(
      simulation.spec, seed: simulation.seed, weather: simulation.weather, trouble: simulation.trouble)
    random = SplitMix64(state: SplitMix64.mix(simulation.seed))
    executor = SeededExecutor(seed: random.next())
    draw()
  }

  // MARK: - What will befall it

  private mutating func draw() {
    let trouble = simulation.trouble
    let span = 1 + random.below(40_000)
    for _ in 0..<random.below(trouble.kills + 1) { plan.append((random.below(span), .kill)) }
    for _ in 0..<random.below(trouble.takeovers + 1) { plan.append((random.below(span), .takeover)) }
    for _ in 0..<random.below(trouble.outages + 1) {
      let start = random.below(span)
      plan.append((start, .outage(until: start + 1 + random.below(5_000))))
    }
    for _ in 0..<random.below(trouble.shortages + 1) {
      let start = random.below(span)
      plan.append((start, .shortage(until: start + 1 + random.below(5_000))))
    }
    for _ in 0..<random.below(trouble.commands + 1) { plan.append((random.below(span), .command(command()))) }
    for _ in 0..<random.below(trouble.signals + 1) {
      let signals: [JobController.Signal] = [.drain, .interrupt, .detach]
      plan.append((random.below(span), .signal(signals[random.below(3)])))
    }
    // Sorting keeps no order among equals: they are told apart by their places.
    plan = plan.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  private mutating func command() -> JobCommand {
    switch random.below(7) {
    case 0: return .cancel
    case 1, 2: return .interrupt
    case 3: return .reopen
    case 4: return .retryFailed
    default:
      var limits = simulation.spec.limits
      limits.maxTrials += random.below(6)
      limits.maxParallelTrials = 1 + random.below(limits.maxParallelTrials + 3)
      return .amend(limits)
    }
  }

  // MARK: - The world's loop

  mutating func finish(in group: inout TaskGroup<Void>) -> Chronicle {
    begin()
    while steps < simulation.patience {
      for life in starting { group.addTask(executorPreference: executor, operation: life) }
      starting = []
      if executor.runNext() {
        steps += 1
        countDown()
      } else if let isFinished = takeEnding() {
        if isFinished { break }
      } else if !passTime() {
        break
      }
    }
    for shift in older + [latest].compactMap(\.self) { shift.life.end() }
    while executor.runNext() {}
    return chronicle()
  }

  private func chronicle() -> Chronicle {
    // Trainers that are still alive have the time to end.
    let (steps, spec, assignments) = (steps, simulation.spec, simulation.weather.assignments)
    let hangs = latest != nil
    return site.with { state in
      var chronicle = state.chronicle
      chronicle.stored = StoredJob(
        spec: spec, createTime: Timestamp(milliseconds: 0), journal: state.journal)
      chronicle.assignments = assignments
      chronicle.steps = steps
      chronicle.hangs = hangs
      return chronicle
    }
  }

  private mutating func passTime() -> Bool {
    let now = site.now
    let wakeUp = site.clock.nextDeadline.map { Int($0.offset / .milliseconds(1)) }
    if let (time, act) = plan.first, wakeUp.map({ time <= $0 }) ?? true {
      plan.removeFirst()
      site.clock.advance(by: .milliseconds(max(0, time - now)))
      perform(act)
      return true
    }
    guard let deadline = site.clock.nextDeadline else { return false }
    site.clock.advance(by: site.clock.now.duration(to: deadline))
    return true
  }

  private mutating func perform(_ act: Act) {
    switch act {
    case .kill: stepsToDeath = random.below(60)
    case .takeover:
      guard let latest else { return }
      older.append(latest)
      begin()
    case .outage(let end):
      site.with { $0.isWritable = false }
      enter(.mend, at: end)
    case .mend: site.with { $0.isWritable = true }
    case .shortage(let end):
      site.with { $0.isLaunchable = false }
      enter(.supply, at: end)
    case .supply: site.with { $0.isLaunchable = true }
    case .command(let command): site.post(command)
    case .signal(let signal):
      guard let latest else { return }
      site.note(.signalled(signal), life: latest.life.number)
      latest.signals.yield(signal)
    }
  }

  private mutating func enter(_ act: Act, at time: Int) {
    plan.insert((time, act), at: plan.firstIndex { $0.time > time } ?? plan.count)
  }

  /// One that died is followed by another: the same command is given again.
  private mutating func countDown() {
    // It may have died at its work.
    if let latest, latest.life.isOver {
      stepsToDeath = nil
      return begin()
    }
    guard let left = stepsToDeath else { return }
    stepsToDeath = left - 1
    guard left == 0, let shift = latest else { return }
    stepsToDeath = nil
    // What it was told last it has not told anyone.
    guard shift.end.result.withLock({ $0 == nil }) else { return }
    site.note(.killed, life: shift.life.number)
    shift.life.end()
    begin()
  }

  /// Whether the job has finished; a life that ended otherwise is followed by another one. Nil while it lasts.
  private mutating func takeEnding() -> Bool? {
    older.removeAll { shift in shift.end.result.withLock { $0 != nil } }
    guard let shift = latest, let result = shift.end.result.withLock({ $0 }) else { return nil }
    stepsToDeath = nil
    guard case .success(.finished(let outcome)) = result else {
      // Whoever goes on then says for how long.
      if case .success(.outOfTime) = result { site.post(.amend(untimed(simulation.spec.limits))) }
      begin()
      return false
    }
    if case .failed = outcome, reopenings < 2, random.unit() < 0.3 {
      reopenings += 1
      site.post(random.unit() < 0.5 ? .reopen : .retryFailed)
      begin()
      return false
    }
    // A controller that was left behind must notice it by itself.
    latest = older.popLast()
    return latest == nil
  }

  private func untimed(_ limits: JobLimits) -> JobLimits {
    var limits = limits
    (limits.maxRunningTime, limits.timeBudget) = (nil, nil)
    return limits
  }

  private mutating func begin() {
    lives += 1
    let life = SimulatedLife(lives)
    let (signals, continuation) = AsyncStream.makeStream(of: JobController.Signal.self)
    let end = End()
    let controller = controller(of: life)
    let site = site
    starting.append {
      let result: Result<JobController.Ending, any Error>
      do {
        let owner = JobOwner(host: "simulated", pid: life.number)
        result = .success(try await life.lasting { try await controller.run(as: owner, signals: signals) })
      } catch {
        result = .failure(error)
      }
      end.result.withLock { $0 = result }
      guard !life.isOver else { return }
      switch result {
      case .success(let ending): site.note(.left(ending), life: life.number)
      case .failure(let error):
        site.note(.gaveUp((error as? JobStoreError)?.code, "\(error)"), life: life.number)
      }
    }
    latest = Shift(life: life, signals: continuation, end: end)
  }

  private func controller(of life: SimulatedLife) -> JobController {
    let site = site
    var dependencies = JobController.Dependencies(
      store: SimulatedStore(site: site, life: life), executor: SimulatedExecutor(site: site, life: life),
      metrics: SimulatedMetrics(site: site),
      optimizer: simulation.optimizer ?? SimulatedOptimizer(seed: site.seed, weather: site.weather),
      rule: simulation.rule ?? SimulatedRule(weather: site.weather), clock: site.clock,
      now: { Timestamp(milliseconds: Int64(site.now)) },
      observe: { news in
        guard !life.isOver, case .recorded(let entries, let history) = news else { return }
        site.note(.told(entries, history), life: life.number)
      })
    dependencies.commandInterval = .seconds(1)
    return JobController(job: JobID(createdAt: Timestamp(milliseconds: 0)), spec: site.spec, dependencies: dependencies)
  }
}
