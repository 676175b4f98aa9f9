// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `The optimizer check` {
  @Test(arguments: Algorithm.allCases, OddProblem.all)
  func `is passed on every odd problem`(algorithm: Algorithm, problem: OddProblem) {
    #expect(checkOptimizer(algorithm.optimizer, on: problem) == [])
  }

  @Test(arguments: Algorithm.allCases)
  func `is passed by every algorithm`(algorithm: Algorithm) {
    // A model takes its time: milliseconds for each suggestion.
    let rounds = algorithm == .gaussianProcessBandit ? 60 : 200
    #expect(checkOptimizer(algorithm.optimizer, rounds: rounds) == [])
  }

  @Test(arguments: Fault.allCases)
  func `finds a fault`(fault: Fault) {
    let violations = checkOptimizer(Faulty(fault: fault), rounds: 20)
    #expect(violations.contains { $0.contains(fault.rawValue) }, "\(violations)")
  }

  @Test(arguments: [Fault.changesItsMind, .leavesTheSpace, .givesTooFew])
  func `finds a fault on an odd problem`(fault: Fault) throws {
    let problem = try #require(OddProblem.all.first { $0.description == "one parameter" })
    let violations = checkOptimizer(Faulty(fault: fault), on: problem)
    #expect(violations.contains { $0.contains(fault.rawValue) }, "\(violations)")
  }

  enum Fault: String, CaseIterable {
    case refusesAll = "refused every space"
    case refusesSometimes = "refused only once"
    case changesItsMind = "the same study gave"
    case leavesTheSpace = "lies outside"
    case givesTooMany = "suggestions, where"
    case givesTooFew = "suggestions, with"
    case repeatsItself = "twice"
    case ignoresTheSeed = "different seeds"
    case saysNothing = "why it was made"
    case claimsToHaveSeenTheFuture = "a suggestion saw"
    case foreseesNonsense = "between"
    case expectsLess = "an improvement of"
    case sharesTooMuch = "shares importance"
  }

  /// Random search with one fault.
  struct Faulty: Optimizer {
    let fault: Fault

    func suggest(_ count: Int, for study: Study) throws(OptimizerError) -> [Suggestion] {
      let sound = RandomSearch().suggest(count, for: study)
      switch fault {
      case .refusesAll: throw OptimizerError("never")
      case .refusesSometimes:
        if Bool.random() { throw OptimizerError("not now") }
        return sound
      case .changesItsMind:
        return RandomSearch().suggest(
          count, for: Study(space: study.space, objective: study.objective, seed: .random(in: 0 ... .max)))
      case .leavesTheSpace: return sound.map { Suggestion(assignment: Assignment([]), origin: $0.origin) }
      case .givesTooMany: return RandomSearch().suggest(count + 1, for: study)
      case .givesTooFew: return sound.dropLast()
      case .repeatsItself: return Array(sound.prefix(1) + sound.dropLast())
      case .ignoresTheSeed:
        return RandomSearch().suggest(count, for: Study(space: study.space, objective: nil, seed: 0))
      case .saysNothing: return sound.map { Suggestion(assignment: $0.assignment, origin: origin("", 0)) }
      case .claimsToHaveSeenTheFuture:
        return sound.map {
          Suggestion(assignment: $0.assignment, origin: origin("clairvoyant", study.completions + 1))
        }
      case .foreseesNonsense: return sound.map { foreseeing($0, median: 2) }
      case .expectsLess: return sound.map { foreseeing($0, improvement: -1) }
      case .sharesTooMuch: return sound.map { foreseeing($0, importance: [0.5, 0.7]) }
      }
    }

    private func foreseeing(
      _ suggestion: Suggestion, median: Double = 0.5, improvement: Double = 0, importance: [Double]? = nil
    ) -> Suggestion {
      let parameters = suggestion.assignment.entries.count
      let forecast = Forecast(
        median: median, interval: 0...1, expectedImprovement: improvement,
        importance: importance ?? Array(repeating: 1 / Double(parameters), count: parameters))
      let origin = suggestion.origin
      return Suggestion(
        assignment: suggestion.assignment,
        origin: Origin(phase: origin.phase, text: origin.text, completionsSeen: 0, forecast: forecast))
    }

    private func origin(_ text: String, _ seen: Int) -> Origin {
      Origin(phase: text, text: text, completionsSeen: seen)
    }
  }
}
