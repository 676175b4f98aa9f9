// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// The model of the whole space, and that of the region round the best trial.
struct BanditModels {
  private(set) var global: Surrogate?
  /// Of the whole space, without earlier jobs; nil where there are none, or too few values to do without them.
  private(set) var alone: Surrogate?
  /// Nil where the metric is noisy: what is best nearby is luck then.
  private(set) var local: (surrogate: Surrogate, region: TrustRegion)?
  private(set) var isNoisy = false

  private let observations: Observations
  private let recipe: Recipe
  private let memo: HyperparameterMemo

  init(_ observations: Observations, _ recipe: Recipe, _ memo: HyperparameterMemo) {
    self.recipe = recipe
    self.memo = memo
    guard observations.map.dimension > 0 else {
      self.observations = observations
      return
    }
    let reconciled = observations.reconciled(recipe, memo)
    self.observations = reconciled ?? observations
    let first = reconciled == nil ? observations.priors : 0
    global = surrogate(from: first, isLinear: false)
    guard let warped = global else { return }
    let priors = observations.priors
    if priors > 0, observations.measured(from: priors) >= 2 * (observations.map.dimension + 1) {
      alone = surrogate(from: priors, isLinear: false)
    }
    // What differs from an earlier job's must neither pass for noise nor spoil the neighbourhood of the best.
    let own = alone ?? warped
    isNoisy = own.noise >= recipe.noisy
    if isNoisy {
      global = surrogate(from: first, isLinear: true) ?? warped
      if alone != nil { alone = surrogate(from: priors, isLinear: true) }
    } else {
      local = (localSurrogate(own) ?? own, TrustRegion(observations))
    }
  }

  /// A suggestion is pending.
  mutating func believe(in point: [Double]) {
    global?.believe(in: point)
    alone?.believe(in: point)
    local?.surrogate.believe(in: point)
  }
}

extension BanditModels {
  /// Of the whole space.
  private func surrogate(from first: Int, isLinear: Bool) -> Surrogate? {
    surrogate(
      rows: Array(first..<observations.count), fit: Array(first..<fitted(from: first)), isLocal: false,
      isLinear: isLinear)
  }

  /// Of some of another model's rows; nil where the neighbourhood is all of them, or has only one value.
  private func localSurrogate(_ global: Surrogate) -> Surrogate? {
    let first = global.rows[0]
    let rows = neighbours(among: first..<observations.count, global)
    guard rows.count < observations.count - first else { return nil }
    let fit = neighbours(among: first..<fitted(from: first), global)
    return surrogate(rows: rows, fit: fit, isLocal: true, isLinear: false)
  }

  private func surrogate(rows: [Int], fit: [Int], isLocal: Bool, isLinear: Bool) -> Surrogate? {
    let lesson = Surrogate.Lesson(
      rows: observations.chosen(from: rows, limit: recipe.modelLimit),
      fit: observations.chosen(from: fit, limit: recipe.fitLimit),
      shortness: isLocal ? 0 : recipe.shortness, isLocal: isLocal, isLinear: isLinear)
    return Surrogate(observations, lesson, evaluations: recipe.fitEvaluations, memo: memo)
  }

  /// The end of the rows that the last fit of those from `first` on saw.
  private func fitted(from first: Int) -> Int {
    let count = observations.count - first
    guard count > recipe.steadyAfter else { return first + count }
    let stride = recipe.fitEvery * max(1, count / 50)
    return first + count / stride * stride
  }

  /// The rows nearest to the best one, in the global model's length scales, in their order.
  private func neighbours(among rows: Range<Int>, _ global: Surrogate) -> [Int] {
    let limit = recipe.localBase + recipe.localPerParameter * observations.map.dimension
    guard rows.count > limit, let best = observations.best(among: rows.upperBound) else { return Array(rows) }
    let center = observations.points[best]
    let kernel = global.process.kernel
    let near = rows.map { row in
      (kernel.squaredDistance(center, observations.points[row], isCategory: observations.isCategory), row)
    }
    return near.sorted { $0 < $1 }.prefix(limit).map(\.1).sorted()
  }
}

extension Surrogate {
  /// The places of the best few rows.
  var anchors: [[Double]] {
    let order = rows.indices.sorted { (process.values[$0], $0) < (process.values[$1], $1) }
    return order.prefix(5).map { observations.points[rows[$0]] }
  }
}
