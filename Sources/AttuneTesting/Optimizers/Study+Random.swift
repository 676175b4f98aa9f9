// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension Study {
  /// A study in the middle of its life: trials at random points, some at a time, which end in any order.
  ///
  /// - Parameter priors: how many prior trials it has.
  /// - Parameter initial: how many assignments the user wants tried first; some may have been.
  public static func random(
    in space: SearchSpace, trials count: Int, history: History = .mixed, priors: Int = 0, initial: Int = 0,
    using generator: inout SplitMix64
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
    let workers = 1 + generator.next(below: 8)
    var running: [Trial.ID] = []
    while study.trials.count < count || !running.isEmpty {
      if study.trials.count < count, running.count < workers {
        running.append(study.startRandomTrial(history, using: &generator))
      } else {
        study.end(running.remove(at: generator.next(below: running.count)), history, using: &generator)
      }
    }
    return study
  }

  private mutating func startRandomTrial(_ history: History, using generator: inout SplitMix64) -> Trial.ID {
    var assignment = space.assignment(at: space.parameters.map { _ in generator.unit() })
    if history == .repeated, !trials.isEmpty, generator.next(below: 3) > 0 {
      assignment = trials[generator.next(below: trials.count)].assignment
    }
    let origin = Origin(phase: "test", text: "a random point", completionsSeen: completions)
    return start(Suggestion(assignment: assignment, origin: origin)).id
  }

  private mutating func end(_ id: Trial.ID, _ history: History, using generator: inout SplitMix64) {
    record(history.readings(using: &generator), of: id)
    move(id, to: history.ending(success(of: id, seen: []), using: &generator))
  }
}
