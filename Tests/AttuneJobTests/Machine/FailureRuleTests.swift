// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `Giving up` {
  @Test func `comes with the limit that the user set, in the service's words`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, maxFailed: 2))
    job.end(1, value: 0.5)
    job.end(2, .exited(1))
    job.end(3, value: 0.6)
    #expect(job.failure == nil)
    job.end(4, .exited(2), tail: "Traceback\nValueError: no data")
    #expect(
      job.machine.outcome
        == .failed(
          "Hyperparameter Tuning Trial #4 failed. 2 total hyperparameter trial failures were seen, out of 4 trials "
            + "attempted which reaches the user-specified limit of 2.The last trial to fail was #4, with parameters: "
            + "x=4, .  The trial's error message was: The replica master 0 exited with a non-zero status of 2. "
            + "Termination reason: Error. \nTraceback\nValueError: no data"))
  }

  @Test func `comes after three failures and nothing else, in the service's words`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9))
    job.end(1, .exited(1))
    job.end(2, .killed(signal: 9))
    #expect(job.failure == nil)
    job.end(3, .exited(3), tail: "boom")
    #expect(
      job.machine.outcome
        == .failed(
          "Hyperparameter Tuning Trial #3 failed before any other successful trials were completed. The failed trial "
            + "had parameters: x=3, The trial's error message was: The replica master 0 exited with a non-zero status "
            + "of 3. Termination reason: Error. \nboom"))
  }

  @Test(arguments: [1, 2]) func `comes when all trials failed, if there are fewer than three`(count: Int) throws {
    var job = try HandDrivenJob(.sample(maxTrials: count))
    for trial in 1...count { job.end(trial, .exited(1)) }
    #expect(job.failure?.hasPrefix("Hyperparameter Tuning Trial #\(count) failed before any other") == true)
  }

  @Test func `does not come with three failures beside a success`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 4))
    job.end(1, value: 0.5)
    for trial in 2...4 { job.end(trial, .exited(1)) }
    #expect(job.machine.outcome == .succeeded)
  }

  @Test func `comes when more than half of at least ten trials failed`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 20))
    for trial in 1...4 { job.end(trial, value: 0.5) }
    for trial in 5...9 { job.end(trial, .exited(1)) }
    #expect(job.failure == nil)
    job.end(10, .killed(signal: 11), tail: "core dumped")
    #expect(
      job.failure
        == "6 of 10 trials failed, the last was #10, with parameters: x=10, .  The trial's error message was: "
        + "the trainer was killed by signal 11\ncore dumped")
  }

  @Test func `lets running trials go on to their end and starts no other`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 2, maxFailed: 1, retries: 3))
    job.end(1, value: 0.5)
    job.take(.stopped(Trial.ID(2), "hopeless"))
    job.end(2, .killed(signal: 15))
    for _ in 1...3 { job.end(3, .exited(1)) }
    #expect(job.failure == nil)
    job.end(3, .exited(1))
    #expect(job.failure != nil)
    #expect(job.machine.outcome == nil)
    #expect(job.machine.liveAttempts == [Attempt(trial: Trial.ID(4), number: 1)])
    job.end(4, .exited(1))
    #expect(job.attempts(4) == 1)
    #expect(job.machine.study.trials.count == 4)
    guard case .failed(let why) = job.machine.outcome else {
      Issue.record("the outcome is \(String(describing: job.machine.outcome))")
      return
    }
    #expect(why.hasPrefix("Hyperparameter Tuning Trial #3 failed. 1 total"))
  }

  @Test func `of a job that tunes nothing comes with its one failure`() throws {
    var spec = try JobSpec.sample(maxTrials: 1)
    spec.tuning = nil
    var job = try HandDrivenJob(spec)
    job.end(1, .exited(7), tail: "oh")
    let why = "The replica master 0 exited with a non-zero status of 7. Termination reason: Error. \noh"
    #expect(job.machine.outcome == .failed(why))
  }

  @Test func `a job that tunes nothing succeeds without a metric`() throws {
    var spec = try JobSpec.sample(maxTrials: 1)
    spec.tuning = nil
    var job = try HandDrivenJob(spec)
    job.end(1)
    #expect(job.machine.outcome == .succeeded)
    #expect(job.state(1) == .succeeded(final: nil))
  }
}

@Suite struct `The brake` {
  @Test func `ends the job when the first three trials have no metric`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9))
    job.end(1, seen: ["loss", "acc"])
    job.end(2, seen: ["loss", "acc"])
    #expect(job.failure == nil)
    job.end(3, seen: ["loss", "acc"])
    #expect(
      job.machine.outcome
        == .failed(
          "the first 3 trials had no metric: the trainer wrote no scalar tagged 'x'; it wrote 'loss', 'acc'; "
            + "set hyperparameterMetricTag to a tag that the trainer writes"))
    #expect(job.machine.study.trials.count == 3)
  }

  @Test func `speaks of where the metric is read`() throws {
    var spec = try JobSpec.sample(maxTrials: 9)
    spec.tuning?.origin = .csv(file: "log.csv", step: nil)
    var job = try HandDrivenJob(spec)
    for trial in 1...3 { job.end(trial) }
    #expect(job.failure?.hasSuffix("; hyperparameterMetricTag must be a column of the table 'log.csv'") == true)
  }

  @Test func `lets the trials end that run beside the third`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 4))
    for trial in 1...3 { job.end(trial) }
    // The first two ends made room for two more.
    #expect(job.machine.pending.map(\.rawValue) == [4, 5, 6])
    #expect(job.machine.outcome == nil)
    for trial in 4...6 { job.end(trial, value: 1) }
    #expect(job.failure?.hasPrefix("the first 3 trials had no metric") == true)
    #expect(job.machine.outcome != nil)
    #expect(job.state(4) == .succeeded(final: Trial.Measurement(step: 1, value: 1)))
  }

  @Test(arguments: 1...3) func `lets a job succeed whose trials have all run anyway`(count: Int) throws {
    var job = try HandDrivenJob(.sample(maxTrials: count, parallel: count))
    for trial in 1...count { job.end(trial) }
    #expect(job.machine.outcome == .succeeded)
    #expect(job.state(1) == .infeasible(.noMetric(tag: MetricTag("x"), seen: [])))
  }

  @Test func `lets a job succeed whose space was exhausted`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 3))
    job.take(.exhausted)
    for trial in 1...3 { job.end(trial) }
    #expect(job.machine.outcome == .succeeded)
  }

  @Test func `is off once a trial had the metric, be it NaN`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 6))
    job.end(1, value: .nan)
    for trial in 2...6 { job.end(trial) }
    #expect(job.machine.outcome == .succeeded)
    guard case .infeasible(.notFinite(_, let step, let value)) = job.state(1) else {
      Issue.record("the state is \(job.state(1))")
      return
    }
    #expect(step == 1 && value.isNaN)
  }
}
