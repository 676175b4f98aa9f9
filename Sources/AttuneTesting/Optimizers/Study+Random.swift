// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension Study {
  /// A study in the middle of its life: trials at random points, in every state.
  public static func random(
    in space: SearchSpace, trials count: Int, using generator: inout SplitMix64
  ) -> Study {
    let objective = Objective(tag: MetricTag("score"), goal: generator.next(below: 2) == 0 ? .maximize : .minimize)
    var study = Study(space: space, objective: objective, seed: generator.next())
    for _ in 0..<count {
      let point = space.parameters.map { _ in generator.unit() }
      let origin = Origin(phase: "test", text: "a random point", completionsSeen: study.completions)
      let id = study.add(Suggestion(assignment: space.assignment(at: point), origin: origin))
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
