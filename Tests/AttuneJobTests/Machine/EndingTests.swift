// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `Cancelling` {
  @Test func `keeps results, stops what runs and drops what waits`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 2))
    job.end(1, value: 0.5)
    job.take(.measured(Trial.ID(2), [.init(step: 0, value: 0.1)], at: Position(file: "f", offset: 1)))
    job.take(.commanded(.cancel))
    #expect(job.stops == [2, 3].map { Attempt(trial: Trial.ID($0), number: 1) })
    #expect(job.machine.outcome == nil)
    job.end(2, .killed(signal: 15))
    job.end(3, .killed(signal: 15))
    #expect(job.machine.outcome == .cancelled)
    #expect(job.state(1) == .succeeded(final: Trial.Measurement(step: 1, value: 0.5)))
    #expect(job.state(2) == .stopped(final: Trial.Measurement(step: 0, value: 0.1), .cancelled))
    #expect(job.state(3) == .stopped(final: nil, .cancelled))
  }

  @Test func `stops a launch that is under way as soon as it answers`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9))
    job.holdsLaunches = true
    job.end(1, value: 0.5)
    job.take(.commanded(.cancel))
    #expect(job.machine.outcome == nil)
    let attempt = Attempt(trial: Trial.ID(2), number: 1)
    job.take(.launched(attempt, job.handle(of: attempt)))
    #expect(job.stops == [attempt])
    job.end(2, .killed(signal: 15))
    #expect(job.machine.outcome == .cancelled)
  }

  @Test func `calls a launch that never was a cancelled trial`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9))
    job.holdsLaunches = true
    job.end(1, value: 0.5)
    job.take(.commanded(.cancel))
    job.take(.launchFailed(Attempt(trial: Trial.ID(2), number: 1), "the job was cancelled"))
    #expect(job.state(2) == .stopped(final: nil, .cancelled))
    #expect(job.machine.outcome == .cancelled)
  }

  @Test func `ends an interrupted job without running its trials again`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 2))
    job.take(.commanded(.interrupt))
    job.end(1, .killed(signal: 15), value: 0.3)
    job.take(.commanded(.cancel))
    #expect(job.state(1) == .stopped(final: Trial.Measurement(step: 1, value: 0.3), .cancelled))
    job.end(2, .killed(signal: 15))
    #expect(job.machine.outcome == .cancelled)
    #expect(job.state(2) == .stopped(final: nil, .cancelled))
    #expect(job.attempts(1) == 1)
  }

  @Test func `beats a failure that is on its way`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 2, maxFailed: 1))
    job.end(1, .exited(1))
    #expect(job.failure != nil)
    job.take(.commanded(.cancel))
    job.end(2, .killed(signal: 15))
    #expect(job.machine.outcome == .cancelled)
  }

  @Test func `is for good`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9))
    job.take(.commanded(.cancel))
    job.end(1, .killed(signal: 15))
    let cancelled = job.machine
    for command: JobCommand in [.reopen, .cancel, .interrupt] { job.take(.commanded(command)) }
    #expect(job.machine == cancelled)
  }
}

@Suite struct `Interrupting` {
  private let owner = JobOwner(host: "h", pid: 2)

  @Test func `runs stopped trials again when the job is opened, and only then`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 3, parallel: 2))
    job.take(.commanded(.interrupt))
    job.end(1, .killed(signal: 15), value: 0.9)
    job.end(2)
    #expect(job.machine.pending.count == 2)
    #expect(job.machine.liveAttempts.isEmpty)
    #expect(job.machine.outcome == nil)
    job.take(.opened(owner))
    #expect(job.machine.liveAttempts == [1, 2].map { Attempt(trial: Trial.ID($0), number: 2) })
    for trial in 1...3 { job.end(trial, value: 0.5) }
    #expect(job.machine.outcome == .succeeded)
  }

  @Test func `keeps suggestions that came too late, for the space may be exhausted`() throws {
    let study = Study(space: try SearchSpace([]), objective: nil, seed: 0)
    var machine = JobMachine(study, limits: JobLimits(maxTrials: 5, maxParallelTrials: 2))
    _ = machine.apply(.opened(owner))
    _ = machine.apply(.commanded(.interrupt))
    #expect(machine.apply(.suggested([.number(1)])) == [])
    #expect(machine.apply(.exhausted) == [])
    #expect(machine.apply(.opened(owner)).count == 1)
    #expect(machine.pending == [Trial.ID(1)])
  }

  @Test func `lets a failing job's interrupted trials go on to their end`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 2, maxFailed: 1))
    job.end(1, .exited(1))
    job.take(.commanded(.interrupt))
    job.end(2, .killed(signal: 15))
    #expect(job.machine.outcome == nil)
    job.take(.opened(owner))
    job.end(2, value: 0.7)
    #expect(job.state(2) == .succeeded(final: Trial.Measurement(step: 1, value: 0.7)))
    #expect(job.failure != nil && job.machine.outcome != nil)
    #expect(job.machine.study.trials.count == 2)
  }

  @Test func `ends a job whose last trial was being stopped for good`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 1))
    job.take(.stopped(Trial.ID(1), "hopeless"))
    job.take(.commanded(.interrupt))
    job.end(1, .killed(signal: 15))
    #expect(job.machine.outcome == .succeeded)
    #expect(job.state(1) == .stopped(final: nil, .unpromising("hopeless")))
  }
}

@Suite struct `Reopening` {
  @Test func `a failed job goes on with a clean slate`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 7))
    for trial in 1...3 { job.end(trial, .exited(1)) }
    #expect(job.machine.outcome != nil)
    job.take(.commanded(.reopen))
    #expect(job.machine.outcome == nil)
    for trial in 4...5 { job.end(trial, .exited(1)) }
    #expect(job.failure == nil)
    job.end(6, value: 0.5)
    job.end(7, value: 0.5)
    #expect(job.machine.outcome == .succeeded)
  }

  @Test func `a failed job without trials left stays failed`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 2))
    for trial in 1...2 { job.end(trial, .exited(1)) }
    let failed = job.machine
    job.take(.commanded(.reopen))
    #expect(job.machine == failed)
  }

  @Test func `a failed job goes on when it is given more trials`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 2))
    for trial in 1...2 { job.end(trial, .exited(1)) }
    job.take(.commanded(.amend(JobLimits(maxTrials: 3))))
    job.take(.commanded(.reopen))
    job.end(3, value: 0.5)
    #expect(job.machine.outcome == .succeeded)
  }

  @Test func `a job that failed while suggestions were awaited asks again`() throws {
    let study = Study(
      space: try SearchSpace([]), objective: Objective(tag: MetricTag("x"), goal: .maximize), seed: 0)
    var machine = JobMachine(study, limits: JobLimits(maxTrials: 5, maxFailedTrials: 1))
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    let handle = TrialHandle(host: "h", bootID: "b", pid: 1, startTicks: 1)
    _ = machine.apply(.opened(JobOwner(host: "h", pid: 1)))
    _ = machine.apply(.suggested([.number(1)]))
    _ = machine.apply(.launched(attempt, handle))
    _ = machine.apply(.commanded(.amend(JobLimits(maxTrials: 5, maxParallelTrials: 2, maxFailedTrials: 1))))
    guard case .finish(let outcome) = machine.apply(.exited(attempt, TrialExit(status: .exited(1)), seen: [])).last
    else {
      Issue.record("the job does not end")
      return
    }
    _ = machine.apply(.finished(outcome))
    #expect(machine.outcome == outcome)
    #expect(machine.apply(.commanded(.reopen)) == [.suggest(count: 2)])
  }

  @Test func `keeps the time at which a job ended that was not reopened`() throws {
    let stored = StoredJob(spec: try .sample(maxTrials: 1), createTime: Timestamp(milliseconds: 0), journal: [])
    var history = try #require(JobHistory(id: JobID(createdAt: Timestamp(milliseconds: 0)), job: stored))
    var events: [JobEvent] = [.opened(JobOwner(host: "h", pid: 1)), .commanded(.cancel), .finished(.cancelled)]
    events += [.commanded(.reopen), .opened(JobOwner(host: "h", pid: 2)), .finished(.cancelled)]
    for (index, event) in events.enumerated() {
      _ = history.take(JournalEntry(time: Timestamp(milliseconds: Int64(index)), event: event))
    }
    #expect(history.endTime == Timestamp(milliseconds: 2))
    #expect(history.startTime == Timestamp(milliseconds: 0))
  }
}

@Suite struct `Changing limits` {
  @Test func `to more trials keeps a job going that was about to end`() throws {
    let study = Study(space: try SearchSpace([]), objective: nil, seed: 0)
    var machine = JobMachine(study, limits: JobLimits(maxTrials: 1))
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    _ = machine.apply(.opened(JobOwner(host: "h", pid: 1)))
    _ = machine.apply(.suggested([.number(1)]))
    _ = machine.apply(.launched(attempt, TrialHandle(host: "h", bootID: "b", pid: 1, startTicks: 1)))
    #expect(machine.apply(.exited(attempt, TrialExit(status: .exited(0)), seen: [])) == [.finish(.succeeded)])
    #expect(machine.apply(.commanded(.amend(JobLimits(maxTrials: 2)))) == [.suggest(count: 1)])
    #expect(machine.apply(.finished(.succeeded)) == [])
    #expect(machine.outcome == nil)
  }

  @Test func `to fewer trials ends the job when those that run have ended`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 3))
    job.take(.commanded(.amend(JobLimits(maxTrials: 2, maxParallelTrials: 3))))
    for trial in 1...3 { job.end(trial, value: 0.5) }
    #expect(job.machine.outcome == .succeeded)
    #expect(job.machine.study.trials.count == 3)
  }

  @Test func `to less parallelism starts nothing until there is room`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 4, retries: 1))
    job.take(.commanded(.amend(JobLimits(maxTrials: 9, maxParallelTrials: 2, retries: 1))))
    job.end(1, .exited(1))
    #expect(job.machine.liveAttempts.count == 3)
    job.end(2, value: 0.5)
    #expect(job.machine.liveAttempts.map(\.trial.rawValue) == [3, 4])
    job.end(3, value: 0.5)
    #expect(
      job.machine.liveAttempts == [Attempt(trial: Trial.ID(1), number: 2), Attempt(trial: Trial.ID(4), number: 1)])
    #expect(job.machine.study.trials.count == 4)
  }
}
