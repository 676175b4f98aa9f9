// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension Study {
  /// A study in the middle of its life: trials at random points, in every state.
  ///
  /// - Parameter priors: how many prior trials it has.
  /// - Parameter initial: how many assignments the user wants tried first; some may have been.
  public static func random(
    in space: SearchSpace, trials count: Int, priors: Int = 0, initial: Int = 0, using generator: inout SplitMix64
  ) -> Study {
    let objective = Objective(tag: MetricTag("score"), goal: generator.next(below: 2) == 0 ? .maximize : .minimize)
    let seed = generator.next()
    func assignment() -> Assignment { space.assignment(at: space.parameters.map { _ in generator.unit() }) }
    let priorTrials = (0..<priors).compactMap { _ in
      PriorTrial(assignment: assignment(), value: generator.uniform(in: -10...10))
    }
    let initialAssignments = (0..<initial).map { _ in assignment() }
    var study = Study(
      space: space, objective: objective, seed: seed, priorTrials: priorTrials,
      initialAssignments: initialAssignments)
    for _ in 0..<count {
      let origin = Origin(phase: "test", text: "a random point", completionsSeen: study.completions)
      let id = study.add(Suggestion(assignment: assignment(), origin: origin))
      study.move(id, to: .running)
      study.record(readings(using: &generator), of: id)
      study.move(id, to: study.ending(of: id, using: &generator))
    }
    return study
  }

  private static func readings(using generator: inout SplitMix64) -> [Trial.Reading] {
    (0...generator.next(below: 5)).map { step in
      Trial.Reading(step: step, value: generator.next(below: 20) == 0 ? .nan : generator.uniform(in: -10...10))
    }
  }

  private func ending(of id: Trial.ID, using generator: inout SplitMix64) -> Trial.State {
    let tag = MetricTag("score")
    return switch (generator.next(below: 8), candidateFinal(of: id)) {
    case (0, _): .queued
    case (1, _): .running
    case (2, _): .stopping(.unpromising("below the median"))
    case (3, _): .failed(Trial.Failure(.exited(status: 1), tail: "out of memory"))
    case (4, let final?): .stopped(final: final, .unpromising("below the median"))
    case (_, let final?): .succeeded(final: final)
    case (_, nil): .infeasible(.noMetric(tag: tag, seen: []))
    }
  }
}
