// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

/// The journal holds all that decisions depend on: asked again, optimizer and rule say the same.
@Suite struct `The decisions of a job` {
  @Test func `are made again from its journal, bit for bit, and its table is the fold of it`() async throws {
    let trials = 200
    let space = try SearchSpace([
      ParameterSpec(name: "x", domain: .double(0.001...1, scale: .log)),
      ParameterSpec(name: "n", domain: .integer(1...64, scale: .linear)),
      ParameterSpec(name: "kind", domain: .categorical(["a", "b", "c"])),
    ])
    let spec = JobSpec(
      directory: "/project", trainer: Trainer(kind: .executable, command: ["./train"]),
      tuning: .init(space: space, objective: Objective(tag: MetricTag("x"), goal: .maximize)),
      limits: JobLimits(maxTrials: trials, maxParallelTrials: 8, maxFailedTrials: 1_000), seed: 7)
    var simulation = JobSimulation(spec, seed: 7)
    let optimizer = Algorithm.default.optimizer
    simulation.optimizer = optimizer
    simulation.rule = MedianRule()
    simulation.patience = 10_000_000
    let chronicle = await simulation.run()
    #expect(chronicle.violations == [])
    let (suggestions, verdicts) = try replay(chronicle.stored, optimizer: optimizer)
    #expect(suggestions == trials)
    #expect(verdicts > 0)
  }

  /// Asks again at each entry; what was asked for when is what the machine says then.
  private func replay(_ stored: StoredJob, optimizer: any Optimizer) throws -> (suggestions: Int, verdicts: Int) {
    let blank = StoredJob(spec: stored.spec, createTime: stored.createTime, journal: [])
    var history = try #require(JobHistory(id: JobID(createdAt: stored.createTime), job: blank))
    var asked: (count: Int, study: Study)?
    var (suggestions, verdicts) = (0, 0)
    for (number, entry) in stored.journal.enumerated() {
      switch entry.event {
      case .suggested(let given):
        let (count, study) = try #require(asked)
        try #require(try optimizer.suggest(count, for: study) == given, "entry \(number)")
        suggestions += given.count
      case .stopped(let id, let why):
        let study = history.machine.study
        try #require(MedianRule().verdict(on: study[id], in: study) == .stop(why), "entry \(number)")
        verdicts += 1
      default: break
      }
      for case .suggest(let count) in history.take(entry).effects { asked = (count, history.machine.study) }
    }
    return (suggestions, verdicts)
  }
}
