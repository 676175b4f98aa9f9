// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `The breaker` {
  @Test func `says that the first trials all failed in the same way`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9, parallel: 4))
    for trial in 1...3 {
      job.end(trial, .exited(1), tail: "at 0x7f\(trial)\nModuleNotFoundError: No module named 'torch'")
    }
    #expect(
      job.failure?.hasPrefix(
        "The first 3 trials all failed in the same way, so nothing more is started. Hyperparameter Tuning Trial #3 failed"
      )
        == true)
    #expect(job.failure?.hasSuffix("ModuleNotFoundError: No module named 'torch'") == true)
    #expect(job.machine.study.trials.count == 6, "the first two ends made room for two more")
  }

  @Test func `does not call different failures the same`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 9))
    for (trial, words) in [(1, "ValueError: x"), (2, "KeyError: y"), (3, "KeyError: y")] {
      job.end(trial, .exited(1), tail: words)
    }
    #expect(job.failure?.hasPrefix("Hyperparameter Tuning Trial #3 failed before any other") == true)
  }

  @Test func `takes failures that differ in numbers alone for alike`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 40))
    for trial in 1...20 { job.end(trial, value: 1) }
    for trial in 21...29 { job.end(trial, .exited(1), tail: "OSError: /data\(trial)/x.bin after \(trial) s") }
    #expect(job.failure == nil)
    job.end(30, .exited(1), tail: "OSError: /data9/y.bin after 4 s")
    #expect(
      job.failure?.hasPrefix(
        "The last 10 trials all failed in the same way, so nothing more is started; the last was #30")
        == true)
  }

  @Test func `is not set off by different failures in a row, or by ten that a success interrupts`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 60))
    for trial in 1...20 { job.end(trial, value: 1) }
    for trial in 21...29 { job.end(trial, .exited(1)) }
    job.end(30, value: 1)
    for trial in 31...35 { job.end(trial, .exited(2)) }
    for trial in 36...40 { job.end(trial, .exited(3)) }
    #expect(job.failure == nil)
  }

  @Test func `leaves the count to a user who has set one`() throws {
    var job = try HandDrivenJob(.sample(maxTrials: 40, maxFailed: 15))
    for trial in 1...14 { job.end(trial, .exited(1)) }
    #expect(job.failure == nil)
    job.end(15, .exited(1))
    #expect(job.failure?.contains("reaches the user-specified limit of 15") == true)
  }
}

@Suite struct `A GPU on which trials fail` {
  /// Two GPUs, `a` and `b`, and a trial on each; the controller is told of a suspect as it is in a job.
  private struct Machine {
    var job: HandDrivenJob
    var avoided: [String] = []

    init(maxTrials: Int = 500, maxFailed: Int = 0) throws {
      var spec = try JobSpec.sample(maxTrials: maxTrials, parallel: 2, maxFailed: maxFailed)
      spec.gpus = .exactly(1)
      job = try HandDrivenJob(spec, devices: ["a", "b"])
    }

    /// - Returns: whether a trial ran there.
    mutating func end(on device: String, _ status: TrialExit.Status = .exited(0)) -> Bool {
      guard let attempt = job.attempt(on: device) else { return false }
      job.end(attempt.trial.rawValue, status, value: status == .exited(0) ? 1 : nil)
      avoided += job.avoidSuspects()
      return true
    }
  }

  @Test func `and not elsewhere is given no more of them, before many are lost`() throws {
    var machine = try Machine()
    var failures = 0
    for _ in 0..<20 {
      if machine.end(on: "a", .exited(1)) { failures += 1 }
      _ = machine.end(on: "b")
    }
    #expect(machine.avoided == ["a"] && machine.job.machine.avoidedDevices == ["a"])
    #expect((3...5).contains(failures) && machine.job.failure == nil)
  }

  @Test func `fast while others still run their first trial is given up, not the job`() throws {
    var machine = try Machine()
    var failures = 0
    while machine.end(on: "a", .exited(1)), failures < 100 { failures += 1 }
    #expect(machine.avoided == ["a"] && failures < 10 && machine.job.failure == nil)
    for _ in 1...2 { _ = machine.end(on: "b") }
    #expect(machine.job.failure == nil)
  }

  @Test func `like on all others is not to blame: the job is`() throws {
    var machine = try Machine()
    for _ in 0..<2 where machine.job.failure == nil {
      _ = machine.end(on: "a", .exited(1))
      _ = machine.end(on: "b", .exited(1))
    }
    #expect(machine.job.failure?.contains("failed before any other") == true && machine.avoided.isEmpty)
  }

  /// Each of 400 ends in each of 40 jobs is an occasion to blame a sound GPU; at a level of 0.05, two jobs are expected to.
  @Test func `as often as elsewhere by chance is hardly ever blamed`() throws {
    var blamed = 0
    for seed in UInt64(1)...40 {
      var stream = SplitMix64(state: seed)
      var machine = try Machine(maxFailed: 500)
      for _ in 0..<200 {
        for device in ["a", "b"] { _ = machine.end(on: device, stream.next() % 10 < 3 ? .exited(1) : .exited(0)) }
      }
      blamed += machine.avoided.isEmpty ? 0 : 1
    }
    #expect(blamed <= 4)
  }

  @Test func `is tried again once failed trials are retried`() throws {
    var machine = try Machine()
    for _ in 0..<12 {
      _ = machine.end(on: "a", .killed(signal: 9))
      _ = machine.end(on: "b")
    }
    #expect(machine.job.machine.avoidedDevices == ["a"])
    machine.job.take(.commanded(.retryFailed))
    #expect(machine.job.machine.avoidedDevices.isEmpty)
  }

  @Test func `for want of disk space or by being lost is not blamed`() throws {
    var machine = try Machine()
    for _ in 0..<12 {
      if machine.job.attempt(on: "a") == nil { break }
      _ = machine.end(on: "a", .lost)
      _ = machine.end(on: "b")
    }
    #expect(machine.avoided.isEmpty)
  }
}
