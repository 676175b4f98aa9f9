// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// What is known of a study's objective, as rows of features and costs: what earlier jobs found, then the study's
/// own trials in the order in which they ended.
///
/// Where there are earlier jobs, a last feature tells theirs from our own. The model learns how alike the two are:
/// the less they are, the less the earlier ones count.
struct Observations {
  let map: FeatureMap
  let isCategory: [Bool]
  private(set) var points: [[Double]] = []
  /// Smaller is better, whatever the goal; nil for a trial without a value.
  private(set) var costs: [Double?] = []
  /// Whether a row's trial was a local step.
  private(set) var isLocal: [Bool] = []
  /// Which trial of the study a row is; nil for one of an earlier job.
  private(set) var trials: [Trial.ID?] = []
  /// Of trials that run; of very many of them, the latest: from `pendingBlock` to twice as many.
  private(set) var pending: [[Double]] = []
  /// +1 where the metric is minimised.
  let sign: Double
  /// How many rows are of earlier jobs.
  let priors: Int

  static let earlier = 0.0
  private static let own = 1.0

  init(_ study: Study, map: FeatureMap) {
    self.map = map
    sign = study.objective?.goal == .maximize ? -1 : 1
    priors = study.priorTrials.count
    isCategory = map.isCategory + (priors > 0 ? [true] : [])
    for prior in study.priorTrials {
      append(map.point(prior.assignment) + [Self.earlier], cost: sign * prior.value, trial: nil)
    }
    let ended = study.trials.filter(\.isFinished).sorted { ($0.completion ?? 0) < ($1.completion ?? 0) }
    for trial in ended {
      append(
        point(trial.assignment), cost: trial.finalMeasurement.map { sign * $0.value }, trial: trial.id,
        isLocal: trial.origin.phase == Phase.local(box: 1).word)
    }
    let running = study.trials.filter { !$0.isFinished }
    pending = running.dropFirst(Self.overlooked(of: running.count)).map { point($0.assignment) }
  }

  private static let pendingBlock = 256

  /// How many of so many trials that run are not looked at, in whole blocks: one more of them seldom changes that.
  static func overlooked(of running: Int) -> Int { max(running / pendingBlock - 1, 0) * pendingBlock }

  private mutating func append(_ point: [Double], cost: Double?, trial: Trial.ID?, isLocal: Bool = false) {
    points.append(point)
    costs.append(cost)
    trials.append(trial)
    self.isLocal.append(isLocal)
  }

  /// Where the earlier jobs' costs all differ by as much from what they were; as they were where that is no number.
  func moved(by change: Double) -> Observations {
    var moved = self
    for row in 0..<priors { moved.costs[row] = costs[row].map { $0 + change } }
    return moved.costs.prefix(priors).allSatisfy { $0?.isFinite ?? true } ? moved : self
  }

  /// As if no trial ran.
  var withoutPending: Observations {
    var quiet = self
    quiet.pending = []
    return quiet
  }

  /// As if no trial had failed.
  var withoutFailures: Observations {
    var measured = self
    let rows = costs.indices.filter { costs[$0] != nil }
    measured.points = rows.map { points[$0] }
    measured.costs = rows.map { costs[$0] }
    measured.isLocal = rows.map { isLocal[$0] }
    measured.trials = rows.map { trials[$0] }
    return measured
  }

  var count: Int { points.count }

  /// How many rows have a value.
  var measured: Int { measured(from: 0) }

  func measured(from first: Int) -> Int { costs.dropFirst(first).count { $0 != nil } }

  /// Where a trial of this study with that assignment stands.
  func point(_ assignment: Assignment) -> [Double] { own(map.point(assignment)) }

  /// The place of a row, were it a trial of this study.
  func ownPoint(_ row: Int) -> [Double] { own(Array(points[row].prefix(map.dimension))) }

  private func own(_ point: [Double]) -> [Double] { priors > 0 ? point + [Self.own] : point }

  /// The row with the smallest cost among the first `count`, the earlier one of equals; one of the study's own where
  /// any has a value.
  func best(among count: Int) -> Int? {
    best(in: min(priors, count)..<count) ?? best(in: 0..<min(priors, count))
  }

  private func best(in rows: Range<Int>) -> Int? {
    var best: (row: Int, cost: Double)?
    for row in rows {
      guard let cost = costs[row], cost < best?.cost ?? .infinity else { continue }
      best = (row, cost)
    }
    return best?.row
  }
}
