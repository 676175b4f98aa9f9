// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `A failure policy` {
  private typealias Cause = Trial.Failure.Diagnosis.Cause

  /// How an attempt ends that goes wrong in each way.
  private static let exits: [(FailureClass, TrialExit)] = [
    (.couldNotStart, TrialExit(status: .couldNotStart("no such file"))),
    (.exited, TrialExit(status: .exited(1))),
    (.killed, TrialExit(status: .killed(signal: 11))),
    (.outOfMemory, diagnosed(.outOfMemory)), (.gpuOutOfMemory, diagnosed(.gpuOutOfMemory)),
    (.diskFull, diagnosed(.diskFull)), (.timeLimit, diagnosed(.timeLimit)),
    (.lost, TrialExit(status: .lost)),
    (.notFinite, TrialExit(status: .exited(0))), (.noMetric, TrialExit(status: .exited(0))),
  ]

  private static func diagnosed(_ cause: Cause) -> TrialExit {
    TrialExit(status: .exited(1), diagnosis: .init(cause, evidence: "so it says"))
  }

  /// A job whose first trial goes wrong once; others follow.
  private func job(_ failure: FailureClass, _ reaction: FailurePolicy.Reaction, retries: Int = 0) throws
    -> HandDrivenJob
  {
    var spec = try JobSpec.sample(maxTrials: 9, retries: retries)
    spec.limits.failurePolicy[failure] = reaction
    var job = try HandDrivenJob(spec)
    try fail(failure, in: &job)
    return job
  }

  private func fail(_ failure: FailureClass, in job: inout HandDrivenJob) throws {
    let exit = try #require(Self.exits.first { $0.0 == failure }).1
    if failure == .notFinite {
      job.take(.measured(Trial.ID(1), [.init(step: 1, value: .nan)], at: Position(file: "f", offset: 1)))
    }
    job.end(1, with: exit)
  }

  @Test(arguments: FailureClass.allCases) func `can call it a failure`(failure: FailureClass) throws {
    let job = try job(failure, .fail, retries: 3)
    guard case .failed = job.state(1) else {
      Issue.record("\(job.state(1))")
      return
    }
    #expect(job.attempts(1) == 1 && job.failure == nil && job.state(2) == .running)
  }

  @Test(arguments: FailureClass.allCases) func `can blame the assignment`(failure: FailureClass) throws {
    let job = try job(failure, .infeasible, retries: 3)
    guard case .infeasible(let reason) = job.state(1) else {
      Issue.record("\(job.state(1))")
      return
    }
    #expect(!"\(reason)".isEmpty && job.attempts(1) == 1 && job.state(2) == .running)
  }

  @Test(arguments: FailureClass.allCases) func `can try again, as often as the limits say`(failure: FailureClass) throws
  {
    var job = try job(failure, .retry, retries: failure == .lost ? 0 : 3)
    for number in 2...4 {
      #expect(job.attempts(1) == number && job.state(1) == .running)
      try fail(failure, in: &job)
    }
    #expect(job.attempts(1) == 4 && job.state(1).isFinished && job.state(2) == .running)
  }

  @Test(arguments: FailureClass.allCases) func `can stop the job, and lets go on what runs`(failure: FailureClass)
    throws
  {
    var spec = try JobSpec.sample(maxTrials: 9, parallel: 2, retries: 3)
    spec.limits.failurePolicy[failure] = .stopJob
    var job = try HandDrivenJob(spec)
    try fail(failure, in: &job)
    #expect(
      job.failure?.hasPrefix("trial 1 ended the job, as 'attune: failurePolicy: \(failure.rawValue)' says: the ")
        == true)
    #expect(job.machine.liveAttempts == [Attempt(trial: Trial.ID(2), number: 1)] && job.machine.outcome == nil)
    job.end(2, value: 1)
    #expect(job.machine.outcome != nil && job.machine.study.trials.count == 2)
    job.take(.commanded(.reopen))
    #expect(job.machine.outcome == nil && job.state(3) == .running)
  }

  @Test func `that goes without saying stops at a full disk and tries no second time what took too long`() {
    let policy = FailurePolicy.default
    let retried: [FailureClass] = [.couldNotStart, .exited, .killed, .outOfMemory, .gpuOutOfMemory, .lost]
    #expect(FailureClass.allCases.filter { policy[$0] == .retry } == retried)
    #expect(policy[.diskFull] == .stopJob && policy[.timeLimit] == .fail)
    #expect(policy[.notFinite] == .infeasible && policy[.noMetric] == .infeasible)
  }

  @Test func `says in a trial's reason what made it fail`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9))
    job.end(1, with: Self.diagnosed(.gpuOutOfMemory))
    #expect(
      job.state(1).reason == "the trainer ran out of GPU memory: so it says (the trainer exited with status 1)")
  }

  @Test func `is part of the limits that may be changed while the job runs`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9))
    var limits = job.machine.limits
    limits.failurePolicy[.exited] = .infeasible
    job.take(.commanded(.amend(limits)))
    job.end(1, .exited(1))
    #expect(job.state(1) == .infeasible(.failed(Trial.Failure(.exited(status: 1)))))
  }
}
