// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `A job whose time is up` {
  private func job(_ limits: JobLimits) throws -> HandDrivenJob {
    var spec = try JobSpec.sample(maxTrials: limits.maxTrials, parallel: limits.maxParallelTrials)
    spec.limits = limits
    return try HandDrivenJob(spec)
  }

  private let limits = JobLimits(
    maxTrials: 5, maxParallelTrials: 2, maxRunningTime: .seconds(60), timeBudget: .seconds(30))

  @Test func `stops its trainers at maxRunningTime, and runs their trials again once it is opened`() throws {
    var job = try job(limits)
    job.take(.timeUp(.maxRunningTime))
    #expect(job.stops.map(\.trial.rawValue) == [1, 2] && job.machine.timesUp == [.maxRunningTime])
    job.end(1, .killed(signal: 15))
    job.end(2, .killed(signal: 15))
    #expect(job.machine.outcome == nil && job.state(1) == .queued && job.attempts(1) == 1)
    job.take(.opened(JobOwner(host: "h", pid: 2)))
    #expect(job.machine.timesUp.isEmpty && job.attempts(1) == 2 && job.attempts(2) == 2)
  }

  @Test func `starts nothing after its budget, lets trials end, and has succeeded then`() throws {
    var job = try job(limits)
    job.take(.timeUp(.timeBudget))
    #expect(job.stops.isEmpty)
    job.end(1, value: 1)
    #expect(job.machine.study.trials.count == 2 && job.machine.outcome == nil)
    job.end(2, value: 2)
    #expect(job.machine.outcome == .succeeded)
  }

  @Test func `goes on when it is given more`() throws {
    var job = try job(limits)
    job.take(.timeUp(.timeBudget))
    job.take(.commanded(.amend(JobLimits(maxTrials: 5, maxParallelTrials: 2, timeBudget: .seconds(90)))))
    job.end(1, value: 1)
    #expect(job.machine.study.trials.count == 3 && job.machine.timesUp.isEmpty)
  }

  @Test(arguments: JobLimits.TimeBound.allCases)
  func `is not told of it twice, or after its end`(bound: JobLimits.TimeBound) throws {
    var job = try job(JobLimits(maxTrials: 1))
    job.end(1, value: 1)
    let ended = job.machine
    job.take(.timeUp(bound))
    #expect(job.machine == ended)
  }

  @Test func `counts the time of its controllers' lives, not of what lies between, nor of a clock set back`() throws {
    let opened = JobEvent.opened(JobOwner(host: "h", pid: 1))
    let entries: [(Int64, JobEvent)] = [
      (1_000, opened), (5_000, .exhausted), (90_000, opened), (92_000, .exhausted), (80_000, .exhausted),
      (81_000, .exhausted),
    ]
    #expect(try runningTime(entries) == .seconds(4 + 2 + 1))
  }

  @Test func `does not count the time in which a command waited for a life that takes it`() throws {
    let opened = JobEvent.opened(JobOwner(host: "h", pid: 1))
    let retry = JobEvent.commanded(.retryFailed)
    #expect(try runningTime([(1_000, opened), (5_000, .exhausted), (90_000, retry), (90_000, opened)]) == .seconds(4))
    #expect(
      try runningTime([(1_000, opened), (90_000, retry), (90_000, retry), (90_000, opened), (91_000, .exhausted)])
        == .seconds(1))
    // One that came while the job ran.
    #expect(try runningTime([(1_000, opened), (5_000, retry), (90_000, opened)]) == .seconds(4))
    #expect(try runningTime([(1_000, opened), (5_000, retry), (90_000, retry), (90_000, opened)]) == .seconds(4))
  }

  private func runningTime(_ entries: [(Int64, JobEvent)]) throws -> Duration {
    let stored = StoredJob(
      spec: try .sample(maxTrials: 1, parallel: 1), createTime: Timestamp(milliseconds: 0),
      journal: entries.map { JournalEntry(time: Timestamp(milliseconds: $0.0), event: $0.1) })
    return try #require(JobHistory(id: JobID(createdAt: Timestamp(milliseconds: 0)), job: stored)).runningTime
  }
}
