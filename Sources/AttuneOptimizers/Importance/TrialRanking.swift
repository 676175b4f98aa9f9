// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

/// The trials that tell something of the parameters, and which of them are the best.
struct TrialRanking {
  let trials: [Trial]
  /// Indices of `trials`: the best tenth, at least five, and all that are as good as the last of these.
  let best: [Int]

  init(of study: Study) throws(ImportanceError) {
    guard let goal = study.objective?.goal, !study.space.parameters.isEmpty else { throw .nothingTuned }
    trials = study.trials.filter(\.isTelling)
    let values = trials.map { $0.finalMeasurement?.value }
    let ranked = values.compactMap { $0 }.sorted { goal.isBetter($0, than: $1) }
    guard ranked.count >= Importance.fewestTrials else { throw .tooFewTrials(ranked.count) }
    let worstOfBest = ranked[min(ranked.count, max(5, (trials.count + 9) / 10)) - 1]
    best = values.indices.filter { index in values[index].map { !goal.isBetter(worstOfBest, than: $0) } ?? false }
    guard best.count < trials.count else { throw .constantMetric(trials: trials.count) }
  }
}

extension Trial {
  /// Whether it ended in a way that its assignment may have to do with.
  fileprivate var isTelling: Bool {
    switch state {
    case .queued, .running, .stopping: false
    case .succeeded(let final), .stopped(let final, _): final != nil
    case .infeasible: true
    case .failed(let failure): failure.isTelling
    }
  }
}

extension Trial.Failure {
  /// A trainer that could not be started, or is lost, was not the assignment's fault.
  fileprivate var isTelling: Bool {
    switch kind {
    case .exited, .killed, .reported: true
    case .couldNotStart, .lost: false
    }
  }
}
