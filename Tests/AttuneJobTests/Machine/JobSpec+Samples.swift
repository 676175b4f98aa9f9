// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension JobSpec {
  /// A job that tunes one number `x` for the metric `x`.
  static func sample(
    maxTrials: Int = 4, parallel: Int = 1, maxFailed: Int = 0, retries: Int = 0, goal: Goal = .maximize,
    selection: Objective.Selection = .last
  ) throws -> JobSpec {
    let space = try SearchSpace([ParameterSpec(name: "x", domain: .integer(0...1_000_000_000, scale: .linear))])
    return JobSpec(
      directory: "/project", trainer: Trainer(kind: .executable, command: ["./train"]),
      tuning: .init(space: space, objective: Objective(tag: MetricTag("x"), goal: goal, selection: selection)),
      limits: JobLimits(
        maxTrials: maxTrials, maxParallelTrials: parallel, maxFailedTrials: maxFailed, retries: retries))
  }
}
