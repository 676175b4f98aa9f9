// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// One request for suggestions, each of which is pending for those after it.
struct BanditSearch {
  private var study: Study
  private let recipe: Recipe
  private let memo: HyperparameterMemo
  private let observations: Observations
  private let completions: Int
  /// Models are made when they are first needed, and told of each suggestion.
  private var global: Surrogate?
  private var local: (surrogate: Surrogate, region: TrustRegion)?
  private var isModelled = false

  init(_ study: Study, _ recipe: Recipe, _ memo: HyperparameterMemo) {
    self.study = study
    self.recipe = recipe
    self.memo = memo
    completions = study.completions
    observations = Observations(study, map: FeatureMap(study.space))
  }

  /// Nil when every point of a finite space has been tried.
  mutating func next() -> Suggestion? {
    guard let suggestion = designed() ?? modelled() ?? spread() else { return nil }
    _ = study.add(suggestion)
    return suggestion
  }
}

// The initial design, and what stands in for a model.
extension BanditSearch {
  /// Nil when the design is complete.
  private mutating func designed() -> Suggestion? {
    let length = min(max(observations.map.dimension + 1, 5), recipe.longestDesign)
    guard study.nextID.rawValue <= length || observations.measured < 3 else { return nil }
    if study.trials.isEmpty {
      let centre = study.space.assignment(at: study.space.parameters.map { _ in 0.5 })
      return explained(centre, .centre)
    }
    return spread()
  }

  private func spread() -> Suggestion? {
    let number = study.nextID.rawValue
    return SobolSearch().suggest(1, for: study).first.map { explained($0.assignment, .sobol(point: number)) }
  }

  private func explained(_ assignment: Assignment, _ phase: Phase, _ forecast: Forecast? = nil) -> Suggestion {
    let names = study.space.parameters.map(\.name)
    let explanation = Explanation(phase: phase, forecast: forecast, names: names)
    return Suggestion(assignment: assignment, origin: explanation.origin(completionsSeen: completions))
  }
}

// Suggestions by the model.
extension BanditSearch {
  /// Nil where nothing can be learned: all values are the same, or there are no parameters.
  private mutating func modelled() -> Suggestion? {
    prepareModels()
    guard let global else { return nil }
    let isLocal = local != nil && !study.nextID.rawValue.isMultiple(of: recipe.globalEvery)
    let surrogate = isLocal ? local?.surrogate ?? global : global
    let region = isLocal ? box(surrogate) : everywhere(surrogate)
    var search = AcquisitionSearch(
      acquisition: surrogate.acquisition, region: region, map: observations.map, recipe: recipe,
      stream: study.randomStream(for: study.nextID, purpose: .assignment))
    let phase = isLocal ? Phase.local(box: local?.region.side ?? 1) : .global
    for (rank, candidate) in search.maxima(near: anchors(surrogate)).enumerated() {
      let assignment = observations.map.assignment(at: candidate.point)
      let repeated = study.trials.last { $0.assignment == assignment }
      if let repeated, global.noise < recipe.repeatNoise || !repeated.isFinished { continue }
      let why: Phase = repeated.map { .confirmation(of: $0.id) } ?? (rank == 0 ? phase : .alternative)
      // The place of the rounded values, not of the candidate.
      let point = observations.map.point(assignment)
      let suggestion = explained(assignment, why, surrogate.forecast(at: point))
      self.global?.believe(in: point)
      local?.surrogate.believe(in: point)
      return suggestion
    }
    return RandomSearch().suggest(1, for: study).first.map { explained($0.assignment, .random) }
  }

  private mutating func prepareModels() {
    guard !isModelled else { return }
    isModelled = true
    guard observations.map.dimension > 0 else { return }
    let fitted = fittedPrefix(of: observations.count)
    let model = globalModel
    guard let model else { return }
    global = model
    guard model.noise < recipe.quietNoise else { return }
    let neighbours = neighbours(among: observations.count, model)
    let patience = max(recipe.losses, 2, observations.map.dimension / 3)
    let region = TrustRegion(observations, initialSide: recipe.initialSide, patience: patience)
    if neighbours.count == observations.count {
      local = (model, region)
    } else {
      let surrogate = Surrogate(
        observations, rows: neighbours, fit: chosen(from: self.neighbours(among: fitted, model), limit: recipe.fitLimit),
        shortness: recipe.localShortness, evaluations: recipe.firstFit, memo: memo)
      local = (surrogate ?? model, region)
    }
  }

  private var globalModel: Surrogate? {
    Surrogate(
      observations, rows: chosen(from: Array(0..<observations.count), limit: recipe.modelLimit),
      fit: chosen(from: Array(0..<fittedPrefix(of: observations.count)), limit: recipe.fitLimit),
      shortness: recipe.globalShortness, evaluations: recipe.firstFit, memo: memo)
  }

  /// How many of the completions the last fit saw.
  private func fittedPrefix(of count: Int) -> Int {
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
    let even = (0..<(limit - best.count)).map { others[$0 * others.count / (limit - best.count)] }
    return (best + even).sorted().map { rows[$0] }
  }

  /// The rows nearest to the best one, in the global model's length scales, in their order.
  private func neighbours(among count: Int, _ model: Surrogate) -> [Int] {
    let limit = recipe.localBase + recipe.localPerParameter * observations.map.dimension
    guard count > limit, let best = observations.best(among: count) else { return Array(0..<count) }
    let center = observations.points[best]
    let distances = observations.points.prefix(count).map { model.process.kernel.distance(center, $0, observations.map) }
    let order = (0..<count).sorted { (distances[$0], $0) < (distances[$1], $1) }
    return order.prefix(limit).sorted()
  }

  private func anchors(_ surrogate: Surrogate) -> [[Double]] {
    let order = surrogate.rows.indices.sorted {
      (surrogate.process.values[$0], $0) < (surrogate.process.values[$1], $1)
    }
    return order.prefix(5).map { observations.points[surrogate.rows[$0]] }
  }

  private func everywhere(_ surrogate: Surrogate) -> Region {
    let d = observations.map.dimension
    return Region(
      lower: [Double](repeating: 0, count: d), upper: [Double](repeating: 1, count: d),
      center: observations.points[surrogate.incumbent.row], mostSteps: nil)
  }

  /// The trust region round the incumbent, longer along parameters with longer length scales.
  private func box(_ surrogate: Surrogate) -> Region {
    let map = observations.map
    let center = observations.points[surrogate.incumbent.row]
    let logs = surrogate.hyperparameters.lengthScales.map { Portable.log($0) }
    let middle = map.continuous.reduce(0) { $0 + logs[$1] } / Double(max(map.continuous.count, 1))
    var (lower, upper) = (center, center)
    for i in map.continuous {
      let side = (local?.region.side ?? 1) * min(max(Portable.exp(logs[i] - middle), 0.3), 3)
      lower[i] = max(0, center[i] - 0.5 * side)
      upper[i] = min(1, center[i] + 0.5 * side)
    }
    return Region(lower: lower, upper: upper, center: center, mostSteps: 1)
  }
}

extension BanditSearch {
  var recommendation: Recommendation? {
    guard observations.measured >= 3, observations.map.dimension > 0, let model = globalModel else { return nil }
    let row = model.incumbent.row
    let at = model.process.predictions(at: [observations.points[row]])[0]
    let estimate = model.estimate(mean: at.mean, variance: at.variance)
    return Recommendation(trial: observations.trials[row], median: estimate.median, interval: estimate.interval)
  }
}
