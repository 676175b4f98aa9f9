// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// One request for suggestions, each of which is pending for those after it.
struct BanditSearch {
  private var study: Study
  private let recipe: Recipe
  private let memo: HyperparameterMemo
  private var observations: Observations
  private let completions: Int
  private var running: Int
  /// Made when they are first needed, and told of each suggestion.
  private var models: BanditModels?

  init(_ study: Study, _ recipe: Recipe, _ memo: HyperparameterMemo) {
    self.study = study
    self.recipe = recipe
    self.memo = memo
    completions = study.completions
    running = study.trials.count { !$0.isFinished }
    observations = Observations(study, map: FeatureMap(study.space))
  }

  /// Nil when every point of a finite space has been tried.
  mutating func next() -> Suggestion? {
    guard let suggestion = designed() ?? modelled() ?? spread() else { return nil }
    _ = study.add(suggestion)
    running += 1
    if Observations.overlooked(of: running) > Observations.overlooked(of: running - 1) {
      (observations, models) = (Observations(study, map: observations.map), nil)
    }
    return suggestion
  }
}

// The initial design, and what stands in for a model.
extension BanditSearch {
  /// Nil when the design is complete.
  private func designed() -> Suggestion? {
    let bounds = recipe.designLength
    let length = min(max(observations.map.dimension + 1, bounds.lowerBound), bounds.upperBound)
    guard study.nextID.rawValue + observations.priors <= length || observations.measured < 3 else { return nil }
    if study.trials.isEmpty, observations.priors == 0 {
      return explained(study.space.assignment(at: centre), .centre)
    }
    return step() ?? spread()
  }

  private var centre: [Double] { study.space.parameters.map { _ in 0.5 } }

  /// One parameter after another is moved from the best trial so far, where all are continuous: what a model learns
  /// from that is where to go. Nil where each has been.
  private func step() -> Suggestion? {
    let map = observations.map
    let axis = study.nextID.rawValue - 2
    guard map.isContinuous, map.features.indices.contains(axis) else { return nil }
    var point = observations.best(among: observations.count).map { observations.points[$0] } ?? centre
    var stream = study.randomStream(for: study.nextID, purpose: .assignment)
    let length = stream.unit() < 0.5 ? recipe.designStep : -recipe.designStep
    let end = point[axis] + length
    point[axis] = 0...1 ~= end ? end : point[axis] - length
    let assignment = map.assignment(at: point)
    return study.hasTried(assignment) ? nil : explained(assignment, .axis(study.space.parameters[axis].name))
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
    if models == nil { models = BanditModels(observations, recipe, memo) }
    guard let models, let global = models.global else { return nil }
    let number = study.nextID
    let isGlobal = number.rawValue.isMultiple(of: recipe.globalEvery)
    let local = isGlobal ? nil : models.local
    // Now and then as if there had been no earlier job, which may be wrong about all places but those tried since.
    let isAlone = number.rawValue.isMultiple(of: (models.isNoisy ? 1 : 2) * recipe.globalEvery)
    let whole = (isAlone ? models.alone : nil) ?? global
    let surrogate = local?.surrogate ?? whole
    var search = AcquisitionSearch(
      acquisition: surrogate.acquisition,
      region: local.map { Region(round: $0.surrogate, side: $0.region.side) } ?? Region(everywhereFor: whole),
      map: observations.map, recipe: recipe, stream: study.randomStream(for: number, purpose: .assignment))
    let phase = local.map { Phase.local(box: $0.region.side) } ?? .global
    for (rank, candidate) in search.maxima(near: surrogate.anchors).enumerated() {
      let assignment = observations.map.assignment(at: candidate.point)
      let first = rank == 0 ? phase : .alternative
      guard let phase = self.phase(for: assignment, first, isNoisy: models.isNoisy) else { continue }
      // The place of the rounded values, not of the candidate.
      let point = observations.point(assignment)
      self.models?.believe(in: point)
      return explained(assignment, phase, surrogate.forecast(at: point))
    }
    return RandomSearch().suggest(1, for: study).first.map { explained($0.assignment, .random) }
  }

  /// Nil for a point that must not be tried again. Only noise asks for that, and never what an earlier job tried.
  private func phase(for assignment: Assignment, _ first: Phase, isNoisy: Bool) -> Phase? {
    guard study.hasTried(assignment) else { return first }
    guard isNoisy, !study.priorTrials.contains(where: { $0.assignment == assignment }),
      let earlier = study.trials.last(where: { $0.assignment == assignment }), earlier.isFinished
    else { return nil }
    return .confirmation(of: earlier.id)
  }
}
