// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `A job whose controller is killed` {
  /// What does not depend on the moment: which trials there are, with what, and how each ended.
  private struct Row: Hashable {
    let trial: Trial.ID
    let assignment: Assignment
    let state: Trial.State
  }

  private func table(of job: SimulatedJob) -> [Row] {
    job.history.machine.study.trials.map { Row(trial: $0.id, assignment: $0.assignment, state: $0.state) }
  }

  /// Trainers fail, get lost and write NaN, but never so many that the job gives up.
  private func job(seed: Int) throws -> SimulatedJob {
    var weather = Weather.changeable
    (weather.metricless, weather.verdict) = (0, 0)
    weather.assignments = seed % 3 == 0 ? 9 : nil
    let spec = try JobSpec.sample(maxTrials: 10, parallel: 1 + seed % 4, maxFailed: 100, retries: 1)
    return try #require(SimulatedJob(spec, in: SimulatedWorld(seed: UInt64(seed), weather: weather)))
  }

  @Test(arguments: 0..<30)
  func `reaches the same table from every prefix of its journal`(seed: Int) throws {
    var job = try job(seed: seed)
    job.open()
    // The job at each event: before it is recorded, before its effects start, and after.
    var moments: [(job: SimulatedJob, kept: Int)] = []
    while let events = job.world.next() {
      for event in events {
        moments.append((job, job.journal.count))
        let effects = job.record(event)
        moments.append((job, job.journal.count))
        job.perform(effects)
        moments.append((job, job.journal.count))
      }
    }
    #expect(job.history.machine.outcome == .succeeded)
    let expected = table(of: job)
    for (killed, kept) in moments {
      var next = killed
      next.dieAndReopen(keeping: kept)
      while next.step() {}
      try #require(next.history.machine.outcome == .succeeded, "killed after entry \(kept)")
      try #require(table(of: next) == expected, "killed after entry \(kept)")
    }
  }

  @Test(arguments: 0..<30)
  func `never launches an attempt again whose launch was recorded, and follows all that live`(seed: Int) throws {
    var job = try job(seed: seed)
    job.open()
    while job.step() {
      var next = job
      next.dieAndReopen(keeping: job.journal.count)
      try #require(next.violations == [])
      for attempt in next.history.machine.liveAttempts {
        let (before, after) = (job.world.launchRequests[attempt], next.world.launchRequests[attempt])
        try #require(before == after)
      }
    }
  }

  @Test(arguments: 0..<300)
  func `is killed again and again and still keeps its laws and ends`(seed: Int) throws {
    var scenario = try Scenario(seed: seed, commands: 2)
    scenario.job.open()
    var steps = 0
    while steps < 20_000 {
      steps += 1
      try #require(scenario.job.violations == [])
      if steps < 200, scenario.random.unit() < 0.2 {
        scenario.job.dieAndReopen(keeping: scenario.job.journal.count)
      } else if !scenario.job.step() {
        guard scenario.job.history.machine.outcome == nil else { break }
        scenario.job.open()
      }
    }
    #expect(scenario.job.history.machine.outcome != nil)
  }

  @Test(arguments: 0..<300)
  func `is the same machine after a replay`(seed: Int) throws {
    var scenario = try Scenario(seed: seed, commands: 3)
    scenario.job.open()
    while scenario.job.step() {}
    let job = scenario.job
    let stored = StoredJob(spec: job.spec, createTime: Timestamp(milliseconds: 0), journal: job.journal)
    #expect(JobHistory(id: job.id, job: stored) == job.history)
  }

  @Test func `finishes again when it was killed after its last event but one`() throws {
    var job = try job(seed: 1)
    job.open()
    while job.step() {}
    guard case .finished = job.journal.last?.event else {
      Issue.record("the journal ends with \(String(describing: job.journal.last))")
      return
    }
    job.dieAndReopen(keeping: job.journal.count - 1)
    #expect(job.history.machine.outcome == nil)
    while job.step() {}
    #expect(job.history.machine.outcome == .succeeded)
  }
}
