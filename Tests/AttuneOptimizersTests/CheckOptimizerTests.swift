// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `The optimizer check` {
  @Test(arguments: Algorithm.allCases)
  func `is passed by every algorithm`(algorithm: Algorithm) {
    #expect(checkOptimizer(algorithm.optimizer, rounds: 200) == [])
  }

  @Test(arguments: Fault.allCases)
  func `finds a fault`(fault: Fault) {
    let violations = checkOptimizer(Faulty(fault: fault), rounds: 20)
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
      }
    }

    private func origin(_ text: String, _ seen: Int) -> Origin {
      Origin(phase: text, text: text, completionsSeen: seen)
    }
  }
}
