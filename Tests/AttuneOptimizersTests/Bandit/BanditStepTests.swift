// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `The bandit's steps` {
  /// What a local step's sentence says of its box, in per cent.
  private func box(_ trial: Trial) -> Double? {
    guard trial.origin.phase == "local" else { return nil }
    let words = trial.origin.text.split(separator: " ")
    return words.firstIndex(of: "within").flatMap { Double(words[$0 + 1]) }
  }

  /// The best value of each trial's predecessors.
  private func bests(_ study: Study) -> [Double] {
    var best = Double.infinity
    return study.trials.map { trial in
      defer { best = min(best, trial.finalMeasurement?.value ?? .infinity) }
      return best
    }
  }

  private func improves(_ trial: Trial, _ bests: [Double]) -> Bool {
    (trial.finalMeasurement?.value ?? .infinity) < bests[trial.id.rawValue - 1]
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func `move one parameter after another first, from the best trial`(seed: UInt64) throws {
    let study = try BanditProblem.bowl(6).run(GaussianProcessBandit(), trials: 7, seed: seed)
    let points = study.trials.map { study.space.unit(of: $0.assignment) }
    let bests = bests(study)
    #expect(points[0].allSatisfy { $0 == 0.5 })
    for number in 1...6 {
      let from = try #require(study.trials.prefix(number).first { $0.finalMeasurement?.value == bests[number] })
      let moved = points[number].indices.filter { points[number][$0] != study.space.unit(of: from.assignment)[$0] }
      #expect(moved == [number - 1])
    }
  }

  @Test(arguments: [(BanditProblem.bowl(2), 30.0), (.bowl(4), 30), (.mixed(), 40)], [UInt64(1), 2])
  func `go further after success alone, and less far after failure alone`(
    at: (problem: BanditProblem, first: Double), seed: UInt64
  ) throws {
    let study = try at.problem.run(GaussianProcessBandit(), trials: 60, seed: seed)
    let bests = bests(study)
    let local = study.trials.filter { box($0) != nil }
    #expect(local.first.flatMap(box) == at.first)
    var (wider, narrower) = (0, 0)
    for (last, next) in zip(local, local.dropFirst()) {
      guard let before = box(last), let after = box(next) else { continue }
      let between = study.trials[last.id.rawValue - 1..<next.id.rawValue - 1]
      if after > before { wider += between.contains { improves($0, bests) } ? 1 : 100 }
      if after < before { narrower += improves(last, bests) ? 100 : 1 }
    }
    #expect((1..<100).contains(wider) && (1..<100).contains(narrower), "\(wider) and \(narrower)")
  }

  @Test(arguments: [BanditProblem.bowl(4), .mixed()])
  func `are local three times in four, and global the fourth`(problem: BanditProblem) throws {
    let study = try problem.run(GaussianProcessBandit(), trials: 40, seed: 1)
    let later = study.trials.dropFirst(8)
    #expect(later.allSatisfy { $0.origin.phase == ($0.id.rawValue.isMultiple(of: 4) ? "global" : "local") })
  }

  /// What is best nearby is luck there.
  @Test(arguments: [BanditProblem.bowl(3, noise: 0.3), .bowl(2, noise: 0.5)])
  func `are never local where noise is seen`(problem: BanditProblem) throws {
    let study = try problem.run(GaussianProcessBandit(), trials: 50, seed: 2)
    #expect(study.trials.dropFirst(25).allSatisfy { $0.origin.phase != "local" })
  }
}
