// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

/// The journal holds all that decisions depend on: asked again, optimizer and rule say the same.
@Suite struct `The decisions of a job` {
  private let trials = 200

  private func chronicle() async throws -> Chronicle {
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
    simulation.optimizer = Algorithm.default.optimizer
    simulation.rule = MedianRule()
    simulation.patience = 10_000_000
    return await simulation.run()
  }

  private func replay(_ chronicle: Chronicle, _ journal: [JournalEntry]) -> DecisionReplay {
    let stored = StoredJob(spec: chronicle.stored.spec, createTime: chronicle.stored.createTime, journal: journal)
    let rows = chronicle.rows.values.sorted { $0.trial < $1.trial }
    return DecisionReplay(of: stored, rows: rows, optimizer: Algorithm.default.optimizer, rule: MedianRule())
  }

  @Test func `are made again from its journal, bit for bit, and its table is the fold of it`() async throws {
    let chronicle = try await chronicle()
    #expect(chronicle.violations == [])
    let replay = replay(chronicle, chronicle.stored.journal)
    #expect(replay.differences == [])
    #expect(replay.suggestions == trials && replay.verdicts > replay.stops && replay.stops > 0)
    // What a replay must notice: a trial whose values were others, and stops that are missing.
    let journal = chronicle.stored.journal.map { entry in
      guard case .measured(Trial.ID(1), let readings, let position) = entry.event else { return entry }
      let others = readings.map { Trial.Reading(step: $0.step, value: $0.value + 1) }
      return JournalEntry(time: entry.time, event: .measured(Trial.ID(1), others, at: position))
    }
    #expect(self.replay(chronicle, journal).differences.contains { $0.contains("optimizer") })
    let stopless = chronicle.stored.journal.filter { if case .stopped = $0.event { false } else { true } }
    #expect(self.replay(chronicle, stopless).differences.contains { $0.contains("rule") })
  }
}
