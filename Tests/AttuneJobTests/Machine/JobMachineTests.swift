// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A job machine` {
  private let owner = JobOwner(host: "h", pid: 2)

  @Test func `asks for as many suggestions as there is room for`() throws {
    let study = Study(space: try SearchSpace([]), objective: nil, seed: 0)
    var machine = JobMachine(study, limits: JobLimits(maxTrials: 5, maxParallelTrials: 3))
    #expect(machine.apply(.opened(owner)) == [.suggest(count: 3)])
    #expect(machine.apply(.opened(owner)) == [.suggest(count: 3)])
    let effects = machine.apply(.suggested([.number(1), .number(2)]))
    let launches = [1, 2].map {
      JobEffect.launch(Attempt(trial: Trial.ID($0), number: 1), Suggestion.number($0).assignment)
    }
    #expect(effects == launches + [.suggest(count: 1)])
  }

  @Test func `drops suggestions that nobody asked for`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 5, parallel: 2))
    job.take(.suggested([.number(7)]))
    #expect(job.machine.study.trials.count == 2)
  }

  @Test func `takes the last value as the final one, whatever came before`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 1))
    job.take(.measured(Trial.ID(1), [.init(step: 0, value: 0.9)], at: Position(file: "f", offset: 1)))
    job.end(1, value: 0.4)
    #expect(job.state(1) == .succeeded(final: Trial.Measurement(step: 1, value: 0.4)))
  }

  @Test func `forgets what was read of a series that a better one replaces`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 1))
    job.take(.measured(Trial.ID(1), [.init(step: 5, value: 0.9)], at: Position(file: "f", offset: 7)))
    job.take(.seriesChosen(Trial.ID(1), MetricSeries(directory: "eval", tag: "x", description: "better")))
    #expect(job.machine.study.curve(of: Trial.ID(1)).points.isEmpty)
    var again = job.machine
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    #expect(again.apply(.opened(owner)) == [.follow(attempt, job.handle(of: attempt), from: [])])
  }

  @Test func `follows from where each file was read to when it is opened again`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 1))
    for (file, offset) in [("a", 1), ("b", 2), ("a", 3)] {
      job.take(.measured(Trial.ID(1), [], at: Position(file: file, offset: offset)))
    }
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    let positions = [Position(file: "a", offset: 3), Position(file: "b", offset: 2)]
    var again = job.machine
    #expect(again.apply(.opened(owner)) == [.follow(attempt, job.handle(of: attempt), from: positions)])
  }

  @Test func `stops a late launch of an attempt that is over`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 1))
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    job.end(1, value: 1)
    #expect(job.machine.outcome == .succeeded)
    var machine = job.machine
    #expect(machine.apply(.launched(attempt, job.handle(of: attempt))) == [.stop(attempt, job.handle(of: attempt))])
    #expect(machine.liveAttempts.isEmpty)
  }
}

@Suite struct `Attempts` {
  @Test(arguments: 0...3) func `of a failing trainer are one and the retries`(retries: Int) throws {
    var job = try HandDrivenJob(.sample(maxTrials: 1, retries: retries))
    for _ in 0...retries { job.end(1, .exited(1)) }
    #expect(job.attempts(1) == 1 + retries)
    #expect(job.state(1) == .failed(Trial.Failure(.exited(status: 1))))
  }

  @Test func `that are lost are replaced three times`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 1))
    for number in 1...4 {
      #expect(job.attempts(1) == number)
      job.end(1, .lost)
    }
    #expect(job.state(1) == .failed(Trial.Failure(.lost)))
    #expect(job.attempts(1) == 4)
  }

  @Test func `that can't be started count as failures`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 1, retries: 1))
    job.holdsLaunches = true
    job.end(1, .exited(1))
    let second = Attempt(trial: Trial.ID(1), number: 2)
    job.take(.launchFailed(second, "no such file"))
    #expect(job.state(1) == .failed(Trial.Failure(.couldNotStart("no such file"))))
  }

  @Test func `start with an empty curve`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 1, retries: 1))
    job.end(1, .exited(1), value: 0.9)
    #expect(job.machine.study.curve(of: Trial.ID(1)).points.isEmpty)
    job.end(1)
    #expect(job.state(1) == .infeasible(.noMetric(tag: MetricTag("x"), seen: [])))
  }
}
