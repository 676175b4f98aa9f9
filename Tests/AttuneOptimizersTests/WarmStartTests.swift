// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `A warm start` {
  private func space() throws -> SearchSpace { try .of(.integer(1...5, scale: .log), .categorical(["a", "b"])) }

  private func study(priors: [Assignment] = [], initial: [Assignment] = []) throws -> Study {
    Study(
      space: try space(), objective: Objective(tag: MetricTag("acc"), goal: .maximize), seed: 3,
      priorTrials: priors.compactMap { PriorTrial(assignment: $0, value: 1) }, initialAssignments: initial)
  }

  private func points(_ count: Int) throws -> [Assignment] {
    try GridSearch().suggest(count, for: study()).map(\.assignment)
  }

  @Test(arguments: Algorithm.allCases)
  func `tries no point of a finite space that a prior trial tried, and ends where all are`(
    algorithm: Algorithm
  ) throws {
    let priors = try points(7)
    let rest = try algorithm.optimizer.suggest(20, for: study(priors: priors)).map(\.assignment)
    #expect(rest.count == 3 && Set(rest).isDisjoint(with: priors))
    #expect(try algorithm.optimizer.suggest(1, for: study(priors: points(10))).isEmpty)
  }

  @Test(arguments: Algorithm.allCases, [1, 2, 3, 20])
  func `tries what the user gave first, in order and once, however many are asked for`(
    algorithm: Algorithm, batch: Int
  ) throws {
    let initial: [Assignment] = try points(8).suffix(3).reversed()
    var study = try study(priors: [initial[0]], initial: initial)
    while case let suggestions = try algorithm.optimizer.suggest(batch, for: study), !suggestions.isEmpty {
      for suggestion in suggestions { _ = study.add(suggestion) }
    }
    #expect(study.trials.prefix(3).map(\.assignment) == initial)
    #expect(
      study.trials.prefix(3).map(\.origin.text) == (1...3).map { "given in initialTrials (\($0) of 3)" })
    #expect(study.trials.filter { $0.origin.phase == "user" }.count == 3)
    #expect(Set(study.trials.map(\.assignment)).count == 10 && study.trials.count == 10)
  }

  @Test func `does not try again what the user has added as a trial`() throws {
    let initial = try points(2)
    var study = try study(initial: initial)
    study.addByUser(initial[0])
    let suggestion = try #require(try Algorithm.randomSearch.optimizer.suggest(1, for: study).first)
    #expect(suggestion.assignment == initial[1])
    #expect(suggestion.origin.text == "given in initialTrials (2 of 2)" && suggestion.origin.completionsSeen == 1)
  }

  @Test func `is the same through a session`() throws {
    let initial = try points(2)
    var session = AskTellSession(
      space: try space(), objective: Objective(tag: MetricTag("acc"), goal: .maximize), seed: 3,
      priorTrials: try points(10).compactMap { PriorTrial(assignment: $0, value: 0) }, initialAssignments: initial,
      optimizer: Algorithm.sobol.optimizer)
    guard case .suggested(let trials, let isExhausted) = try session.reply(to: .suggest(count: 5)) else {
      Issue.record("no suggestions")
      return
    }
    #expect(trials.map(\.assignment) == initial && isExhausted)
  }

  @Test func `has no value that is not finite`() throws {
    for value in [Double.nan, .infinity] { #expect(PriorTrial(assignment: Assignment([]), value: value) == nil) }
  }
}
