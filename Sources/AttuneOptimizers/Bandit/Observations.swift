// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// What a study has shown so far, as rows of features and costs: trials in the order in which they ended.
struct Observations {
  let map: FeatureMap
  let points: [[Double]]
  /// Smaller is better, whatever the goal; nil for a trial without a value.
  let costs: [Double?]
  /// Whether a row's trial was a local step.
  let isLocal: [Bool]
  /// Which trial a row is.
  let trials: [Trial.ID]
  let pending: [[Double]]
  /// +1 where the metric is minimised.
  let sign: Double

  init(_ study: Study, map: FeatureMap) {
    self.map = map
    let sign: Double = study.objective?.goal == .maximize ? -1 : 1
    self.sign = sign
    let ended = study.trials.filter(\.isFinished).sorted { ($0.completion ?? 0) < ($1.completion ?? 0) }
    points = ended.map { map.point($0.assignment) }
    costs = ended.map { trial in trial.finalMeasurement.map { sign * $0.value } }
    isLocal = ended.map { $0.origin.phase == Phase.local(box: 1).word }
    trials = ended.map(\.id)
    pending = study.trials.filter { !$0.isFinished }.map { map.point($0.assignment) }
  }

  var count: Int { points.count }

  /// How many rows have a value.
  var measured: Int { costs.count { $0 != nil } }

  /// The row with the smallest cost among the first `count`; the earlier one of equals.
  func best(among count: Int) -> Int? {
    var best: Int?
    for row in 0..<count {
      guard let cost = costs[row] else { continue }
      if best.map({ cost < costs[$0] ?? .infinity }) ?? true { best = row }
    }
    return best
  }
}
