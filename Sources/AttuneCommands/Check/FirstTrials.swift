// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneOptimizers
import AttuneStudy

/// The trials that a job would begin with.
enum FirstTrials {
  static let count = 3

  static func assignments(_ tuning: JobSpec.Tuning?, limits: JobLimits, seed: UInt64) throws(OptimizerError)
    -> [Assignment]
  {
    guard let tuning else { return [Assignment([])] }
    let study = tuning.emptyStudy(seed: seed)
    return try tuning.algorithm.optimizer.suggest(min(count, limits.maxTrials), for: study).map(\.assignment)
  }

  static func commands(of spec: JobSpec) throws(OptimizerError) -> [[String]] {
    let assignments = try assignments(spec.tuning, limits: spec.limits, seed: spec.seed)
    return assignments.enumerated().map { index, assignment in
      spec.command(with: assignment, jobDirectory: spec.jobDirectory.map { "\($0)/\(index + 1)" })
    }
  }
}

extension JobSpec {
  /// The command line of a trial as a person would type it: what is wrapped around an R script is left out.
  func command(with assignment: Assignment, jobDirectory: String? = nil) -> [String] {
    guard trainer.kind != .r else { return trainer.command + assignment.flags }
    let place = TrialPlace(folder: "", workingDirectory: "", jobDirectory: jobDirectory)
    let attempt = Attempt(trial: Trial.ID(1), number: 1)
    let job = JobID(createdAt: Timestamp(milliseconds: 0))
    return launch(attempt, of: job, with: assignment, at: place).command
  }
}
