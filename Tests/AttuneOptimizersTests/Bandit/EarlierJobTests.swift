// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

/// Six seeds, each after an earlier job of forty trials; figures are means of log₁₀ of the true value at the trial that
/// is recommended, so 1 is a factor of ten from the minimum, which is 0, and a millionth as good as that.
@Suite struct `What the bandit makes of an earlier job` {
  /// What has become of the objective since the earlier job.
  enum Change: CaseIterable {
    case none, risen, risenFar, fallenFar, stretched, shrunk, negated, mirrored

    func value(_ x: Double) -> Double {
      switch self {
      case .none, .mirrored: x
      case .risen: x + 1
      case .risenFar: x + 1000
      case .fallenFar: x - 100
      case .stretched: 50 * x - 7
      case .shrunk: x / 50
      case .negated: -x
      }
    }

    static let ofValues: [Change] = [.none, .risen, .risenFar, .fallenFar, .stretched, .shrunk]
    static let ofTheOptimum: [Change] = [.negated, .mirrored]
  }

  static let problems = [BanditProblem.bowl(4), .bowl(8), .mixed(), .bowl(3, noise: 0.05)]

  private static func earlier(_ problem: BanditProblem, _ change: Change, seed: UInt64) throws -> [PriorTrial] {
    let function = problem.function
    let objective = BanditProblem(
      testDescription: "earlier", parameters: problem.parameters, goal: problem.goal, noise: problem.noise
    ) { x in
      function(change == .mirrored ? x.map { min(1 - $0, 1.nextDown) } : x)
    }
    let study = try objective.run(GaussianProcessBandit(), trials: 40, seed: 100 + seed, telling: change.value)
    return study.trials.compactMap { trial in
      trial.finalMeasurement.flatMap { PriorTrial(assignment: trial.assignment, value: $0.value) }
    }
  }

  /// Without an earlier job where there is no change to tell.
  private static func regret(_ problem: BanditProblem, trials: Int, after change: Change?) throws -> Double {
    try (UInt64(1)...6).reduce(0) { sum, seed in
      let priors = try change.map { try earlier(problem, $0, seed: seed) } ?? []
      let study = try problem.run(GaussianProcessBandit(), trials: trials, seed: seed, after: priors)
      return sum + (try problem.collected(from: study)) / 6
    }
  }

  @Test(arguments: problems)
  func `is a good start, whatever the values' zero and unit are now`(problem: BanditProblem) throws {
    let without = try Self.regret(problem, trials: 6, after: nil)
    for change in Change.ofValues {
      let with = try Self.regret(problem, trials: 6, after: change)
      #expect(with < without - 0.5, "\(change)")
    }
  }

  @Test(arguments: problems)
  func `does no harm later, wherever the values' zero is now, and little where their unit has changed`(
    problem: BanditProblem
  ) throws {
    let without = try Self.regret(problem, trials: 40, after: nil)
    for change in Change.ofValues {
      let with = try Self.regret(problem, trials: 40, after: change)
      let margin = [.stretched, .shrunk].contains(change) ? 1 : 0.5
      #expect(with < without + margin, "\(change): \(with), without \(without)")
    }
  }

  @Test(arguments: problems)
  func `is little harm where its optimum lies elsewhere`(problem: BanditProblem) throws {
    let without = try Self.regret(problem, trials: 40, after: nil)
    for change in Change.ofTheOptimum {
      let with = try Self.regret(problem, trials: 40, after: change)
      #expect(with < without + 1, "\(change)")
    }
  }

  @Test func `is a good start where the metric is to be maximised, too`() throws {
    for seed in UInt64(1)...3 {
      var problem = BanditProblem.bowl(4)
      let priors = try Self.earlier(problem, .none, seed: seed)
      let down = try problem.run(GaussianProcessBandit(), trials: 12, seed: seed, after: priors)
      problem.goal = .maximize
      let negative = priors.compactMap { PriorTrial(assignment: $0.assignment, value: -$0.value) }
      let up = try problem.run(GaussianProcessBandit(), trials: 12, seed: seed, after: negative) { -$0 }
      #expect(down.trials.map(\.assignment) == up.trials.map(\.assignment))
    }
  }
}
