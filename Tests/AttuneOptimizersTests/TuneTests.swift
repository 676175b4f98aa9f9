// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `Tuning a function` {
  private func makeStudy(seed: UInt64 = 1) throws -> Study {
    try Study(minimizing: "distance", over: [.double("x", in: -1...1), .integer("n", in: 0...9)], seed: seed)
  }

  private struct Broken: Error, Equatable {}

  @Test(arguments: Algorithm.allCases.filter { $0 != .gridSearch })
  func `is asking and telling, one trial after another`(algorithm: Algorithm) throws {
    func distance(_ trial: Trial) -> Double { abs(trial.double("x") - 0.3) + Double(trial.integer("n")) }
    var (tuned, told) = (try makeStudy(), try makeStudy())
    try tuned.tune(trials: 12, using: algorithm.optimizer) { distance($0) }
    try tuned.tune(trials: 3, using: algorithm.optimizer) { distance($0) }
    for _ in 0..<15 {
      let trial = try #require(try told.suggest(using: algorithm.optimizer))
      #expect(trial.state == .running && told.space.contains(trial.assignment))
      told.tell(trial.id, distance(trial))
    }
    #expect(tuned == told && tuned.completions == 15)
    #expect(tuned.best?.finalMeasurement?.value == tuned.trials.map(distance).min())
  }

  @Test func `uses the default algorithm unless another is named`() throws {
    var (silent, named) = (try makeStudy(), try makeStudy())
    try silent.tune(trials: 5) { $0.double("x") }
    try named.tune(trials: 5, using: Algorithm.default.optimizer) { $0.double("x") }
    #expect(silent == named)
  }

  @Test func `goes on after values that are no numbers, and after failures`() throws {
    var study = try makeStudy()
    try study.tune(trials: 9) { trial in
      switch trial.id.rawValue % 3 {
      case 0: return .infinity
      case 1: throw Trial.Failure(.killed(signal: 9))
      default: return 1
      }
    }
    #expect(study.completions == 9 && study.ranked.count == 3)
    #expect(study[Trial.ID(1)].state == .failed(.init(.killed(signal: 9))))
    #expect("\(study[Trial.ID(3)].state)".contains("infeasible"))
  }

  @Test func `ends with an error that is no failure of the trial, and keeps what was learned`() throws {
    var study = try makeStudy()
    #expect(throws: Broken()) {
      try study.tune(trials: 9) { trial in
        if trial.id.rawValue == 4 { throw Broken() }
        return 1
      }
    }
    #expect(study.trials.count == 4 && study.completions == 4 && study.ranked.count == 3)
    #expect(study[Trial.ID(4)].state == .failed(.init(.reported("Broken()"))))
    try study.tune(trials: 1) { _ in 0.5 }
    #expect(study.best?.id == Trial.ID(5))
  }

  @Test func `ends when every point has been tried`() throws {
    var study = try Study(minimizing: "n", over: [.integer("n", in: 1...5), .categorical("kind", ["a", "b"])])
    try study.tune(trials: 100, using: RandomSearch()) { $0.double("n") }
    #expect(study.trials.count == 10)
    #expect(try study.suggest(using: RandomSearch()) == nil)
    #expect(try study.suggest(3, using: RandomSearch()).isEmpty)
  }

  @Test func `refuses a space that its optimizer cannot work on`() throws {
    var study = try makeStudy()
    #expect(throws: OptimizerError.self) { try study.tune(trials: 3, using: GridSearch()) { _ in 0 } }
    #expect(study.trials.isEmpty)
  }

  @Test func `gives other trials for another seed`() throws {
    var (one, other) = (try makeStudy(seed: 1), try makeStudy(seed: 2))
    try one.tune(trials: 4) { $0.double("x") }
    try other.tune(trials: 4) { $0.double("x") }
    // The first trial is the centre of the space.
    let later = [one, other].map { $0.trials.dropFirst().map(\.assignment) }
    #expect(Set(later[0]).isDisjoint(with: later[1]))
  }
}
