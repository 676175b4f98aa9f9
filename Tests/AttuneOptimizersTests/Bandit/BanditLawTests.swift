// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `The Gaussian-process bandit` {
  static let problems = [
    BanditProblem.bowl(3), .bowl(2, noise: 0.1), .mixed(), .mixed(atOnce: 4, noise: 0.05), .bowl(5, atOnce: 8),
  ]

  /// One that was asked all along may remember fits; one that sees the study for the first time has none.
  @Test(arguments: problems)
  func `says the same, asked all along or for the first time`(problem: BanditProblem) throws {
    let constant = GaussianProcessBandit()
    var study = try problem.study(seed: 3)
    while study.trials.count < 40 {
      let suggestions = constant.suggest(problem.atOnce, for: study)
      #expect(suggestions == GaussianProcessBandit().suggest(problem.atOnce, for: study))
      for trial in suggestions.map({ study.start($0) }) {
        study.tell(trial.id, trial.id.rawValue.isMultiple(of: 9) ? .nan : problem.value(of: trial, in: study))
      }
    }
  }

  /// Also where a fit serves several suggestions, and where models are of a part of the trials.
  @Test func `says the same of a long study, with a memory or without`() throws {
    let problem = BanditProblem.mixed(noise: 0.02)
    var study = try problem.run(SobolSearch(), trials: 320, seed: 1)
    let constant = GaussianProcessBandit()
    for _ in 0..<12 {
      let suggestions = constant.suggest(1, for: study)
      #expect(suggestions == GaussianProcessBandit().suggest(1, for: study))
      for trial in suggestions.map({ study.start($0) }) { study.tell(trial.id, problem.value(of: trial, in: study)) }
    }
  }

  /// How many suggestions a job asks for at once depends on how fast its trials are.
  @Test(arguments: problems)
  func `suggests several at once as it would one after another`(problem: BanditProblem) throws {
    let study = try problem.run(GaussianProcessBandit(), trials: 24, seed: 5, failures: 7)
    var growing = study
    for suggestion in GaussianProcessBandit().suggest(9, for: study) {
      #expect(GaussianProcessBandit().suggest(1, for: growing) == [suggestion])
      _ = growing.start(suggestion)
    }
  }

  @Test(arguments: [1, 8, 20])
  func `suggests several at once as it would one after another, after an earlier job`(trials: Int) throws {
    let problem = BanditProblem.bowl(3)
    let earlier = try problem.run(GaussianProcessBandit(), trials: 20, seed: 9).trials.compactMap { trial in
      trial.finalMeasurement.flatMap { PriorTrial(assignment: trial.assignment, value: $0.value + 3) }
    }
    let study = try problem.run(GaussianProcessBandit(), trials: trials, seed: 5, after: earlier)
    var growing = study
    for suggestion in GaussianProcessBandit().suggest(6, for: study) {
      #expect(GaussianProcessBandit().suggest(1, for: growing) == [suggestion])
      _ = growing.start(suggestion)
    }
  }

  /// Of very many trials that run the earlier ones are no longer looked at.
  @Test func `suggests several at once as it would one after another, with hundreds running`() throws {
    var study = try BanditProblem.bowl(3).run(GaussianProcessBandit(), trials: 12, seed: 5)
    for suggestion in SobolSearch().suggest(510, for: study) { _ = study.start(suggestion) }
    var growing = study
    for suggestion in GaussianProcessBandit().suggest(4, for: study) {
      #expect(GaussianProcessBandit().suggest(1, for: growing) == [suggestion])
      _ = growing.start(suggestion)
    }
  }

  /// Trials that run side by side end in one order, but with reports between, or one long after another.
  @Test(arguments: [BanditProblem.bowl(3, atOnce: 4), .mixed(atOnce: 4)])
  func `does not depend on how fast trials are`(problem: BanditProblem) throws {
    var (slow, fast) = (try problem.study(seed: 2), try problem.study(seed: 2))
    var random = SplitMix64(state: 6)
    let bandit = GaussianProcessBandit()
    while slow.trials.count < 40 {
      let running = slow.trials.count { !$0.isFinished }
      let suggestions = bandit.suggest(4 - running, for: slow)
      #expect(suggestions == bandit.suggest(4 - running, for: fast))
      for suggestion in suggestions { _ = (slow.start(suggestion), fast.start(suggestion)) }
      let pending = slow.trials.filter { !$0.isFinished }
      let ended = pending[Int(random.next() % UInt64(pending.count))]
      for step in 1...3 { slow.measure(ended.id, random.unit(), step: step) }
      let value = problem.value(of: ended, in: slow)
      slow.tell(ended.id, value, step: 10)
      fast.tell(ended.id, value, step: 10)
    }
  }

  @Test(arguments: problems)
  func `suggests the same whether less is better or its negative is to be maximised`(problem: BanditProblem) throws {
    var flipped = problem
    flipped.goal = .maximize
    let down = try problem.run(GaussianProcessBandit(), trials: 36, seed: 4)
    let up = try flipped.run(GaussianProcessBandit(), trials: 36, seed: 4) { -$0 }
    #expect(down.trials.map(\.assignment) == up.trials.map(\.assignment))
  }

  /// A power of two changes no digit.
  @Test(arguments: problems, [0x1p-30, 1024])
  func `does not care about the metric's unit`(problem: BanditProblem, unit: Double) throws {
    let plain = try problem.run(GaussianProcessBandit(), trials: 36, seed: 4)
    let scaled = try problem.run(GaussianProcessBandit(), trials: 36, seed: 4) { unit * $0 }
    #expect(plain.trials.map(\.assignment) == scaled.trials.map(\.assignment))
  }

  @Test func `does not care about the metric's zero`() throws {
    let problem = BanditProblem.bowl(3)
    let study = try problem.run(GaussianProcessBandit(), trials: 14, seed: 4)
    var shifted = try problem.study(seed: 4)
    for trial in study.trials {
      let id = shifted.start(Suggestion(assignment: trial.assignment, origin: trial.origin)).id
      shifted.tell(id, (trial.finalMeasurement?.value ?? .nan) + 8)
    }
    let bandit = GaussianProcessBandit()
    let (a, b) = (bandit.suggest(1, for: study), bandit.suggest(1, for: shifted))
    #expect(study.space.isNear(a[0].assignment, b[0].assignment, within: 1e-3))
  }

  @Test(arguments: problems)
  func `does not care what the parameters are called`(problem: BanditProblem) throws {
    let renamed = BanditProblem(
      testDescription: "renamed",
      parameters: problem.parameters.enumerated().map { ParameterSpec(name: "z\(99 - $0)", domain: $1.domain) },
      atOnce: problem.atOnce, noise: problem.noise, function: problem.function)
    let a = try problem.run(GaussianProcessBandit(), trials: 30, seed: 8)
    let b = try renamed.run(GaussianProcessBandit(), trials: 30, seed: 8)
    #expect(a.trials.map { $0.assignment.entries.map(\.value) } == b.trials.map { $0.assignment.entries.map(\.value) })
  }
}

extension SearchSpace {
  /// Whether two assignments are nearly the same point of the unit cube.
  fileprivate func isNear(_ a: Assignment, _ b: Assignment, within reach: Double) -> Bool {
    zip(unit(of: a), unit(of: b)).allSatisfy { abs($0 - $1) <= reach }
  }
}
