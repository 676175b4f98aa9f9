// SPDX-License-Identifier: Apache-2.0
import AttuneStudy
import FoundationEssentials
import Testing

/// A job of `Tests/Fixtures/stopping/curves.json`: learning curves, and whom the median rule stops among them.
struct SimulatedCurves: Decodable, CustomStringConvertible {
  struct Stop: Decodable, Hashable {
    let trial: Int
    let step: Int
    let words: String
  }

  let goal: String
  let width: Int
  let minSteps: Int
  let curves: [[Double]]
  let stopped: [Stop]

  var description: String { "\(goal), \(width) at a time, from step \(minSteps)" }

  static func all(testFile: String = #filePath) throws -> [SimulatedCurves] {
    let tests = testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let path = tests.joined(separator: "/") + "/Fixtures/stopping/curves.json"
    return try JSONDecoder().decode([SimulatedCurves].self, from: Data(contentsOf: URL(filePath: path)))
  }

  /// Runs the trials, `width` at a time, each reporting a value a turn, and notes whom the rule stops.
  func stops(by rule: some StoppingRule) throws -> [Stop] {
    var study = Study(
      space: try SearchSpace([]),
      objective: Objective(tag: MetricTag("m"), goal: try #require(Goal(rawValue: goal))), seed: 1)
    var waiting = curves[...]
    var reported: [Trial.ID: Int] = [:]
    var stops: [Stop] = []
    while !waiting.isEmpty || !reported.isEmpty {
      while reported.count < width, waiting.popFirst() != nil {
        let origin = Origin(phase: "", text: "", completionsSeen: 0)
        let id = study.add(Suggestion(assignment: Assignment([]), origin: origin))
        study.move(id, to: .running)
        reported[id] = 0
      }
      for (id, step) in reported.sorted(by: { $0.key < $1.key }) {
        let curve = curves[id.rawValue - 1]
        study.record([Trial.Reading(step: step, value: curve[step])], of: id)
        reported[id] = step + 1
        if case .stop(let words) = rule.verdict(on: study[id], in: study) {
          stops.append(Stop(trial: id.rawValue, step: step, words: words))
          study.move(id, to: .stopped(final: study.candidateFinal(of: id), .unpromising(words)))
          reported[id] = nil
        } else if step + 1 == curve.count {
          study.move(id, to: .succeeded(final: study.candidateFinal(of: id)))
          reported[id] = nil
        }
      }
    }
    return stops
  }
}
