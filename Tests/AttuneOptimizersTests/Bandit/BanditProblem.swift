// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

/// A problem for the bandit: a space, a function of the unit cube, and how many trials run at once.
struct BanditProblem: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let parameters: [ParameterSpec]
  var goal = Goal.minimize
  var atOnce = 1
  /// The standard deviation of what is added to each value; a function of the seed and the trial's number.
  var noise = 0.0
  let function: @Sendable ([Double]) -> Double

  /// Pretty far from the centre, where the first trial is.
  static func bowl(_ d: Int, atOnce: Int = 1, noise: Double = 0) -> BanditProblem {
    BanditProblem(
      testDescription: "\(d) numbers, \(atOnce) at once, noise \(noise)",
      parameters: (0..<d).map { .double("x\($0)", in: 0...1) }, atOnce: atOnce, noise: noise
    ) { x in
      x.enumerated().reduce(0) { sum, at in
        let u = at.element - 0.2 - 0.6 * Double(at.offset % 2)
        return sum + u * u * Double(1 + at.offset)
      }
    }
  }

  /// Along a diagonal the ground falls gently; across it in one direction a hundred times as fast, in the other ten
  /// thousand times.
  static let valley = BanditProblem(testDescription: "a narrow valley", parameters: bowl(3).parameters) { x in
    let (u, v, w) = (x[0] - 0.3, x[1] - 0.6, x[2] - 0.45)
    let (along, across, aside) = (u + v + w, u - v, u + v - 2 * w)
    return along * along / 3 + 100 * across * across / 2 + 10_000 * aside * aside / 6
  }

  static func mixed(atOnce: Int = 1, noise: Double = 0) -> BanditProblem {
    BanditProblem(
      testDescription: "mixed, \(atOnce) at once, noise \(noise)",
      parameters: [
        .double("rate", in: 1e-5...1, scale: .log), .double("momentum", in: 0.5...0.999, scale: .reverseLog),
        .integer("units", in: 1...300, scale: .log), .integer("layers", in: 1...6),
        .discrete("batch", [16, 32, 64, 128]), .categorical("kind", ["a", "b", "c", "d"]),
      ], atOnce: atOnce, noise: noise
    ) { x in
      let numbers = x.prefix(5).enumerated().reduce(0) { $0 + ($1.element - 0.3) * ($1.element - 0.3) }
      return numbers + (x[5] > 0.5 && x[5] < 0.75 ? 0 : 0.4)
    }
  }

  func study(seed: UInt64, after earlier: [PriorTrial] = []) throws -> Study {
    Study(
      space: try SearchSpace(parameters), objective: Objective(tag: MetricTag("loss"), goal: goal), seed: seed,
      priorTrials: earlier)
  }

  /// Without the noise.
  func truth(_ assignment: Assignment, in study: Study) -> Double { function(study.space.unit(of: assignment)) }

  /// log₁₀ of the true value at the trial that is recommended, or else the best; a millionth is as good as nothing.
  func collected(from study: Study) throws -> Double {
    let recommended = GaussianProcessBandit().recommendation(for: study).map { study[$0.trial] }
    let best = try #require(recommended ?? study.best)
    return Portable.log(max(truth(best.assignment, in: study), 1e-6)) / 2.302585092994046
  }

  func value(of trial: Trial, in study: Study) -> Double {
    var random = SplitMix64(state: SplitMix64.mix(study.seed) ^ UInt64(trial.id.rawValue))
    return truth(trial.assignment, in: study) + noise * random.normal()
  }

  /// A study after so many trials, each batch of which ends before the next begins. One value in `failures` is NaN.
  func run(
    _ optimizer: any Optimizer, trials: Int, seed: UInt64, after earlier: [PriorTrial] = [], failures: Int = .max,
    telling outcome: (Double) -> Double = { $0 }
  ) throws -> Study {
    var study = try study(seed: seed, after: earlier)
    while study.trials.count < trials {
      let batch = try optimizer.suggest(min(atOnce, trials - study.trials.count), for: study).map { study.start($0) }
      guard !batch.isEmpty else { break }
      for trial in batch {
        let fails = trial.id.rawValue.isMultiple(of: failures)
        study.tell(trial.id, fails ? .nan : outcome(value(of: trial, in: study)))
      }
    }
    return study
  }
}
