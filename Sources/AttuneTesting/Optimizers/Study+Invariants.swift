// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension Study {
  /// What is wrong with the study in itself, in words: nothing, after any sequence of changes.
  public func brokenInvariants() -> [String] {
    var broken: [String] = []
    let places = trials.compactMap(\.completion)
    if Set(places).count != places.count { broken.append("two trials have one completion: \(places)") }
    if places.count != completions { broken.append("\(completions) completions, but \(places.count) places") }
    for (index, trial) in trials.enumerated() {
      if trial.id != Trial.ID(index + 1) { broken.append("trial \(index + 1) is numbered \(trial.id)") }
      if trial.isFinished != (trial.completion != nil) {
        broken.append("trial \(trial.id) is \(trial.state), its completion \(String(describing: trial.completion))")
      }
      if !hasTrial(with: trial.assignment) || !hasTried(trial.assignment) {
        broken.append("trial \(trial.id) is not found by its assignment")
      }
    }
    for prior in priorTrials where !hasTried(prior.assignment) { broken.append("\(prior) is not found") }
    return broken
      + trials.flatMap { trial in
        curve(of: trial.id).brokenInvariants().map { "trial \(trial.id): \($0)" }
      }
  }
}

extension Curve {
  public func brokenInvariants() -> [String] {
    var broken: [String] = []
    if points.count > Self.capacity { broken.append("a curve has \(points.count) points") }
    if !zip(points, points.dropFirst()).allSatisfy({ $0.step < $1.step }) {
      broken.append("the steps of a curve do not rise")
    }
    if last != points.last { broken.append("the last point of a curve is not its last") }
    return broken
  }
}
