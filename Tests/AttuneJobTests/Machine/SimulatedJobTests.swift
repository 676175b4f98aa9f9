// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

/// A job of random size in random weather, disturbed by random commands.
struct Scenario {
  var job: SimulatedJob
  /// The largest limits there ever were.
  var most: JobLimits
  var random: SplitMix64

  init(seed: Int, commands: Int) throws {
    var random = SplitMix64(state: UInt64(seed))
    func draw(_ range: ClosedRange<Int>) -> Int { range.lowerBound + Int(random.next() % UInt64(range.count)) }
    let spec = try JobSpec.sample(
      maxTrials: draw(1...25), parallel: draw(1...8), maxFailed: draw(0...4), retries: draw(0...2))
    var weather = Weather.changeable
    switch draw(0...9) {
    case 0: weather = Weather()
    case 1: weather.failure = 0.7
    case 2: weather.loss = 0.7
    case 3: weather.metricless = 1
    case 4: weather.assignments = draw(0...20)
    case 5: weather.unsuggestable = draw(1...20)
    default: break
    }
    most = spec.limits
    job = try #require(SimulatedJob(spec, in: SimulatedWorld(seed: random.next(), weather: weather)))
    for _ in 0..<commands {
      let command: JobCommand
      switch draw(0...5) {
      case 0: command = .cancel
      case 1, 2: command = .interrupt
      case 3: command = .reopen
      default:
        var limits = spec.limits
        limits.maxTrials += draw(0...10)
        limits.maxParallelTrials += draw(0...4)
        most.maxTrials = max(most.maxTrials, limits.maxTrials)
        most.maxParallelTrials = max(most.maxParallelTrials, limits.maxParallelTrials)
        command = .amend(limits)
      }
      job.world.post(command, after: draw(0...300))
    }
    self.random = random
  }
}

@Suite struct `A job in a simulated world` {
  @Test(arguments: 0..<3000)
  func `keeps its laws after every event and always ends`(seed: Int) throws {
    var scenario = try Scenario(seed: seed, commands: seed % 4)
    scenario.job.open()
    var steps = 0
    var limits = scenario.job.spec.limits
    while steps < 20_000 {
      steps += 1
      let violations = scenario.job.violations
      try #require(violations.isEmpty, "after \(scenario.job.journal.last.map { "\($0.event)" } ?? "nothing")")
      let machine = scenario.job.history.machine
      if machine.outcome == nil { limits = machine.limits }
      try #require(machine.pending.count <= scenario.most.maxParallelTrials)
      try #require(machine.study.trials.count <= scenario.most.maxTrials)
      if scenario.job.step() { continue }
      guard machine.outcome == nil, machine.isInterrupted else { break }
      scenario.job.open()
    }
    let machine = scenario.job.history.machine
    let outcome = try #require(machine.outcome, "the job hangs after \(steps) steps")
    if outcome == .succeeded {
      let due = min(limits.maxTrials, scenario.job.world.weather.assignments ?? .max)
      #expect(machine.study.trials.count >= due)
    }
    #expect(excessAttempts(of: scenario.job) == [])
  }

  /// Trials with more attempts than retries, interruptions and losses explain.
  private func excessAttempts(of job: SimulatedJob) -> [Attempt] {
    var allowed: [Trial.ID: Int] = [:]
    var interruptions = 0
    for entry in job.journal {
      switch entry.event {
      case .commanded(.interrupt): interruptions += 1
      case .exited(let attempt, let exit, _) where exit.status == .lost: allowed[attempt.trial, default: 0] += 1
      default: break
      }
    }
    let retries = job.history.machine.limits.retries
    return job.history.machine.study.trials.map { job.history.machine.attempt(of: $0.id) }.filter { attempt in
      attempt.number > 1 + retries + interruptions + min(3, allowed[attempt.trial, default: 0])
    }
  }

  @Test(arguments: 0..<500)
  func `launches each attempt once`(seed: Int) throws {
    var scenario = try Scenario(seed: seed, commands: seed % 3)
    scenario.job.open()
    while scenario.job.step() {}
    #expect(scenario.job.world.launchRequests.values.allSatisfy { $0 == 1 })
  }

  @Test(arguments: 0..<500)
  func `changes no row of the trial table that it does not name`(seed: Int) throws {
    var scenario = try Scenario(seed: seed, commands: 3)
    scenario.job.open()
    while scenario.job.step() {}
    scenario.job.open()
    let stored = StoredJob(spec: scenario.job.spec, createTime: Timestamp(milliseconds: 0), journal: [])
    var history = try #require(JobHistory(id: scenario.job.id, job: stored))
    var rows: [TrialRecord] = []
    for entry in scenario.job.journal {
      for id in history.take(entry).changed {
        let record = history.record(of: id)
        if id.rawValue > rows.count { rows.append(record) } else { rows[id.rawValue - 1] = record }
      }
      try #require(rows == history.machine.study.trials.map { history.record(of: $0.id) }, "after \(entry.event)")
    }
    #expect(history == scenario.job.history)
  }

  @Test(arguments: 0..<500)
  func `counts and names the best as a look at all trials does`(seed: Int) throws {
    var scenario = try Scenario(seed: seed, commands: 3)
    scenario.job.open()
    while scenario.job.step() {
      let summary = scenario.job.history.summary
      let study = scenario.job.history.machine.study
      let states = study.trials.map { scenario.job.history.record(of: $0.id).state }
      try #require(summary.counts == Dictionary(states.map { ($0, 1) }, uniquingKeysWith: +))
      try #require(summary.best?.trial == study.best?.id)
    }
  }
}
