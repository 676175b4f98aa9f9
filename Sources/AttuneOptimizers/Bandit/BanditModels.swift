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
    global = surrogate(.whole, from: first)
    guard let warped = global else { return }
    let priors = observations.priors
    if priors > 0, observations.measured(from: priors) >= observations.enoughAlone {
      alone = surrogate(.whole, from: priors)
    }
    // What differs from an earlier job's must neither pass for noise nor spoil the neighbourhood of the best.
    let own = alone ?? warped
    isNoisy = own.noise >= recipe.noisy && !isCalmWithoutFailures(from: alone == nil ? first : priors)
    if isNoisy {
      global = surrogate(.noisy, from: first) ?? warped
      if alone != nil { alone = surrogate(.noisy, from: priors) }
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
  /// Whether the metric only looked noisy: the step up to what failures count as may pass for noise.
  private func isCalmWithoutFailures(from first: Int) -> Bool {
    let measured = { observations.costs[$0] != nil }
    guard !(first..<observations.count).allSatisfy(measured) else { return false }
    let (rows, fit) = ((first..<observations.count).filter(measured), (first..<fitted(from: first)).filter(measured))
    return surrogate(.whole, rows, fit: fit).map { $0.noise < recipe.noisy } ?? false
  }

  /// Of the whole space.
  private func surrogate(_ kind: Lesson.Kind, from first: Int) -> Surrogate? {
    surrogate(kind, Array(first..<observations.count), fit: Array(first..<fitted(from: first)))
  }

  /// Of some of another model's rows; nil where the neighbourhood is all of them, or has only one value, and where
  /// some parameters have few values: trials that differ in them are no neighbours.
  private func localSurrogate(_ global: Surrogate) -> Surrogate? {
    guard observations.map.isContinuous else { return nil }
    let d = observations.map.dimension
    let coefficients = (d + 1) * (d + 2) / 2
    let quadratic = Int(recipe.perCoefficient * Double(coefficients)) + recipe.quadraticBase
    if quadratic <= recipe.fitLimit, let surrogate = localSurrogate(.quadratic, of: quadratic, global) {
      return surrogate
    }
    return localSurrogate(.separable, of: recipe.localBase + recipe.localPerParameter * d, global)
  }

  private func localSurrogate(_ kind: Lesson.Kind, of limit: Int, _ global: Surrogate) -> Surrogate? {
    let first = global.rows[0]
    let rows = neighbours(limit, among: first..<observations.count, global)
    guard rows.count < observations.count - first else { return nil }
    return surrogate(kind, rows, fit: neighbours(limit, among: first..<fitted(from: first), global))
  }

  private func surrogate(_ kind: Lesson.Kind, _ rows: [Int], fit: [Int]) -> Surrogate? {
    let lesson = Lesson(
      kind: kind, rows: observations.chosen(from: rows, limit: recipe.modelLimit),
      fit: observations.chosen(from: fit, limit: recipe.fitLimit))
    return Surrogate(observations, lesson, recipe, memo)
  }

  /// The end of the rows that the last fit of those from `first` on saw.
  private func fitted(from first: Int) -> Int {
    let count = observations.count - first
    guard count > recipe.steadyAfter else { return first + count }
    let stride = recipe.fitEvery * max(1, count / 50)
    return first + count / stride * stride
  }

  /// The rows nearest to the best one, in the global model's length scales, in their order.
  private func neighbours(_ limit: Int, among rows: Range<Int>, _ global: Surrogate) -> [Int] {
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
