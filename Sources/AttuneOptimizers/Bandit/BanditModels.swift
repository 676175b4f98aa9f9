// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// The model of the whole space, and that of the region round the best trial.
struct BanditModels {
  private(set) var global: Surrogate?
  /// Nil where the metric is noisy: what is best nearby is luck then.
  private(set) var local: (surrogate: Surrogate, region: TrustRegion)?
  private(set) var isNoisy = false

  private let observations: Observations
  private let recipe: Recipe
  private let memo: HyperparameterMemo

  init(_ observations: Observations, _ recipe: Recipe, _ memo: HyperparameterMemo) {
    self.observations = observations
    self.recipe = recipe
    self.memo = memo
    guard observations.map.dimension > 0 else { return }
    global = globalSurrogate(isLinear: false)
    guard let warped = global else { return }
    isNoisy = warped.noise >= recipe.noisy
    if isNoisy {
      global = globalSurrogate(isLinear: true) ?? warped
    } else {
      local = (localSurrogate(warped) ?? warped, TrustRegion(observations))
    }
  }

  /// A suggestion is pending.
  mutating func believe(in point: [Double]) {
    global?.believe(in: point)
    local?.surrogate.believe(in: point)
  }
}

extension BanditModels {
  private func globalSurrogate(isLinear: Bool) -> Surrogate? {
    surrogate(rows: Array(0..<observations.count), fit: Array(0..<fitted), recipe.shortness, isLinear: isLinear)
  }

  /// Nil where the neighbourhood is everything, or has only one value.
  private func localSurrogate(_ global: Surrogate) -> Surrogate? {
    let rows = neighbours(among: observations.count, global)
    guard rows.count < observations.count else { return nil }
    return surrogate(rows: rows, fit: neighbours(among: fitted, global), 0, isLinear: false)
  }

  private func surrogate(rows: [Int], fit: [Int], _ shortness: Double, isLinear: Bool) -> Surrogate? {
    let lesson = Surrogate.Lesson(
      rows: chosen(from: rows, limit: recipe.modelLimit), fit: chosen(from: fit, limit: recipe.fitLimit),
      shortness: shortness, isLinear: isLinear)
    return Surrogate(observations, lesson, evaluations: recipe.fitEvaluations, memo: memo)
  }

  /// How many of the rows the last fit saw.
  private var fitted: Int {
    let count = observations.count
    guard count > recipe.steadyAfter else { return count }
    let stride = recipe.fitEvery * max(1, count / 50)
    return count / stride * stride
  }

  /// All rows, or the better half of the limit and an even choice of the others, in their order.
  private func chosen(from rows: [Int], limit: Int) -> [Int] {
    guard rows.count > limit else { return rows }
    let costs = rows.map { observations.costs[$0] ?? .infinity }
    let order = rows.indices.sorted { (costs[$0], $0) < (costs[$1], $1) }
    let best = order.prefix(limit / 2)
    let others = order.dropFirst(limit / 2).sorted()
    let rest = limit - best.count
    let even = (0..<rest).map { others[$0 * others.count / rest] }
    return (best + even).sorted().map { rows[$0] }
  }

  /// The rows nearest to the best one, in the global model's length scales, in their order.
  private func neighbours(among count: Int, _ global: Surrogate) -> [Int] {
    let limit = recipe.localBase + recipe.localPerParameter * observations.map.dimension
    guard count > limit, let best = observations.best(among: count) else { return Array(0..<count) }
    let center = observations.points[best]
    let kernel = global.process.kernel
    let distances = observations.points.prefix(count).map {
      kernel.squaredDistance(center, $0, isCategory: observations.isCategory)
    }
    let order = (0..<count).sorted { (distances[$0], $0) < (distances[$1], $1) }
    return order.prefix(limit).sorted()
  }
}

extension Surrogate {
  /// The places of the best few rows.
  var anchors: [[Double]] {
    let order = rows.indices.sorted { (process.values[$0], $0) < (process.values[$1], $1) }
    return order.prefix(5).map { observations.points[rows[$0]] }
  }
}
