// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `Retrying failed trials` {
  @Test func `opens a job that has succeeded, and runs those alone`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 3, parallel: 3))
    job.end(1, value: 1)
    job.end(2, .exited(1))
    job.end(3, value: 3)
    #expect(job.machine.outcome == .succeeded)
    job.take(.commanded(.retryFailed))
    #expect(job.machine.outcome == nil && job.attempts(2) == 2 && job.attempts(1) == 1 && job.attempts(3) == 1)
    job.end(2, value: 2)
    #expect(job.machine.outcome == .succeeded && job.machine.study.completions == 3)
  }

  @Test func `opens a job that has failed, with a clean slate and all retries`() throws {
    var spec = try JobSpec.sample(maxTrials: 2, parallel: 1)
    spec.limits.maxFailedTrials = 1
    spec.limits.retries = 1
    var job = try HandDrivenJob(spec)
    job.end(1, .exited(1))
    job.end(1, .exited(1))
    #expect(job.failure != nil && job.attempts(1) == 2)
    job.take(.commanded(.retryFailed))
    job.end(1, .exited(1))
    #expect(job.attempts(1) == 4 && job.failure == nil)
    job.end(1, value: 1)
    #expect(job.state(2) == .running && job.failure == nil)
  }

  @Test func `does nothing to a cancelled job, or where none failed`() throws {
    var cancelled = try HandDrivenJob(.sample(maxTrials: 3, parallel: 1))
    cancelled.end(1, .exited(1))
    cancelled.take(.commanded(.cancel))
    cancelled.end(2, .killed(signal: 15))
    #expect(cancelled.machine.outcome == .cancelled)
    let before = cancelled.machine
    cancelled.take(.commanded(.retryFailed))
    #expect(cancelled.machine == before)
    var sound = try HandDrivenJob(.sample(maxTrials: 1, parallel: 1))
    sound.end(1, value: 1)
    sound.take(.commanded(.retryFailed))
    #expect(sound.machine.outcome == .succeeded)
  }

  @Test func `overtakes the end of the job, which then is no news`() throws {
    let blank = StoredJob(
      spec: try .sample(maxTrials: 2, parallel: 2), createTime: Timestamp(milliseconds: 0), journal: [])
    var job = try HandDrivenJob(.sample(maxTrials: 2, parallel: 2))
    var history = try #require(JobHistory(id: JobID(createdAt: Timestamp(milliseconds: 0)), job: blank))
    job.end(1, value: 1)
    job.end(2, .exited(1))
    // Until the end itself is journaled, it is due.
    for event in job.journal where event != .finished(.succeeded) {
      _ = history.take(JournalEntry(time: Timestamp(milliseconds: 1), event: event))
    }
    #expect(history.isNews(.finished(.succeeded)) && !history.isNews(.finished(.cancelled)))
    _ = history.take(JournalEntry(time: Timestamp(milliseconds: 1), event: .commanded(.retryFailed)))
    #expect(!history.isNews(.finished(.succeeded)))
  }

  @Test func `shows them as queued, then as what became of them`() throws {
    let id = JobID(createdAt: Timestamp(milliseconds: 0))
    let blank = StoredJob(
      spec: try .sample(maxTrials: 1, parallel: 1), createTime: Timestamp(milliseconds: 0), journal: [])
    var job = try HandDrivenJob(.sample(maxTrials: 1, parallel: 1))
    var history = try #require(JobHistory(id: id, job: blank))
    job.end(1, .exited(1))
    job.take(.commanded(.retryFailed))
    for event in job.journal { _ = history.take(JournalEntry(time: Timestamp(milliseconds: 1), event: event)) }
    #expect(history.summary.counts == [.running: 1] && history.endTime == nil)
    let end = JobEvent.exited(Attempt(trial: Trial.ID(1), number: 2), TrialExit(status: .exited(1)), seen: [])
    #expect(history.take(JournalEntry(time: Timestamp(milliseconds: 2), event: end)).changed == [Trial.ID(1)])
    #expect(history.summary.counts == [.failed: 1])
  }
}
