// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

/// Guards against getting worse, not evidence of strength: fixed seeds, and bounds a few times what was found.
@Suite struct `What the bandit finds` {
  /// The mean of the true values at what a user would collect: the trial that is best by the bandit's own model, or
  /// the best one.
  private func mean(_ problem: BanditProblem, _ optimizer: any Optimizer, trials: Int) throws -> Double {
    try (UInt64(1)...4).reduce(0) { sum, seed in
      let study = try problem.run(optimizer, trials: trials, seed: seed)
      let recommended = (optimizer as? GaussianProcessBandit)?.recommendation(for: study)
      let best = recommended.map { study[$0.trial] } ?? study.best
      return try sum + problem.truth(#require(best).assignment, in: study) / 4
    }
  }

  @Test(arguments: [
    (BanditProblem.bowl(4), 40, 0.03), (.bowl(4, atOnce: 8), 48, 0.06), (.mixed(), 50, 0.1),
    (.bowl(3, noise: 0.03), 60, 0.1),
  ])
  func `is better than what chance finds`(problem: BanditProblem, trials: Int, bound: Double) throws {
    let (found, drawn) = (
      try mean(problem, GaussianProcessBandit(), trials: trials), try mean(problem, RandomSearch(), trials: trials)
    )
    #expect(found < bound && drawn > found, "\(found) and \(drawn)")
  }

  /// Steps that knew slopes along the axes alone ended at 0.06 in the mean.
  @Test func `is the bottom of a narrow valley`() throws {
    #expect(try mean(.valley, GaussianProcessBandit(), trials: 60) < 1e-3)
  }

  @Test(arguments: [(SyntheticObjective.branin, 40, 0.05), (.hartmann6, 80, 0.2)])
  func `is near the published minimum`(objective: SyntheticObjective, trials: Int, bound: Double) throws {
    for seed in UInt64(1)...3 {
      #expect(try objective.regret(of: GaussianProcessBandit(), trials: trials, seed: seed) < bound)
    }
  }

  /// One value in four is missing, in a corner that the optimum is not in.
  @Test func `survives failures`() throws {
    let problem = BanditProblem(testDescription: "", parameters: BanditProblem.bowl(3).parameters) { x in
      x[0] > 0.5 && x[1] < 0.5 ? .nan : BanditProblem.bowl(3).function(x)
    }
    #expect(try mean(problem, GaussianProcessBandit(), trials: 40) < 0.01)
  }

  /// Where values would be best every trial fails: one that left failures out would go there again and again.
  @Test func `keeps away from where trials fail`() throws {
    let bowl = BanditProblem.bowl(3)
    let problem = BanditProblem(testDescription: "", parameters: bowl.parameters) { x in
      x[0] < 0.35 ? .nan : bowl.function(x)
    }
    let study = try problem.run(GaussianProcessBandit(), trials: 40, seed: 1)
    #expect(study.trials.dropFirst(10).count { $0.finalMeasurement == nil } <= 10)
    #expect(try mean(problem, GaussianProcessBandit(), trials: 40) < 0.1)
  }
}
