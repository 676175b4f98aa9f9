// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

/// Puts an optimizer to the test on one study after another, and gathers what it did wrong.
struct OptimizerCheck {
  let optimizer: any Optimizer
  private(set) var violations: [String] = []
  /// How often it gave an answer where suggestions were asked for.
  private(set) var accepted = 0

  init(optimizer: any Optimizer) { self.optimizer = optimizer }

  mutating func judge(_ study: Study, counts: [Int]) {
    for count in counts { judge(study, count: count) }
  }

  /// What was suggested; nil where the space was refused.
  @discardableResult
  mutating func judge(_ study: Study, count: Int) -> [Suggestion]? {
    guard let suggestions = suggestions(count, for: study) else { return nil }
    if count > 0 { accepted += 1 }
    judge(suggestions, count: count, study: study)
    return suggestions
  }

  /// Up to the last point and beyond it.
  mutating func judgeSmallSpaces(_ generator: inout SplitMix64) {
    let domains: [ParameterSpec.Domain] = [
      .integer(1...3, scale: .log), .discrete([1, 10, 1000], scale: .linear), .categorical(["a", "b"]),
    ]
    let parameters = domains.enumerated().map { ParameterSpec(name: "p\($0)", domain: $1) }
    for size in 0...domains.count {
      guard let space = try? SearchSpace(Array(parameters.prefix(size))) else { continue }
      for (trials, priors) in [(0, 0), (1, 0), (10, 0), (40, 0), (0, 10), (0, 100), (10, 10)] {
        let study = Study.random(in: space, trials: trials, priors: priors, using: &generator)
        judge(study, counts: [1, 17, 18, 19])
      }
    }
  }

  /// In a continuous space trials differ from each other, and studies with different seeds differ.
  mutating func judgeStreams() {
    guard let space = try? SearchSpace([.double("x", in: 0...1)]) else { return }
    var batches: Set<[Assignment]> = []
    for seed in 1...3 as ClosedRange<UInt64> {
      let study = Study(space: space, objective: nil, seed: seed)
      guard let batch = suggestions(8, for: study)?.map(\.assignment) else { return }
      batches.insert(batch)
      if Set(batch).count < batch.count { note("suggests one point of a continuous space twice: \(batch)") }
    }
    if batches.count < 3 { note("different seeds give the same suggestions") }
  }

  /// Nil where the space is refused.
  private mutating func suggestions(_ count: Int, for study: Study) -> [Suggestion]? {
    let first = Result { try optimizer.suggest(count, for: study) }
    let second = Result { try optimizer.suggest(count, for: study) }
    switch (first, second) {
    case (.success(let first), .success(let second)):
      if first != second { note("the same study gave \(first), then \(second)") }
      return first
    case (.failure, .failure): return nil
    case (.success, .failure), (.failure, .success):
      note("the same study was refused only once")
      return nil
    }
  }

  private mutating func judge(_ suggestions: [Suggestion], count: Int, study: Study) {
    if suggestions.count > count { note("\(suggestions.count) suggestions, where \(count) were asked for") }
    for suggestion in suggestions { judge(suggestion, study) }
    let assignments = suggestions.map(\.assignment)
    let earlier = study.priorTrials.map(\.assignment)
    let points = Set(study.trials.map(\.assignment) + earlier + assignments)
    if suggestions.count < count, points.count != study.space.cardinality {
      note("only \(suggestions.count) of \(count) suggestions, with \(points.count) points tried in \(study.space)")
    }
    if study.space.isFinite, Set(assignments).count < assignments.count {
      note("one batch holds a point of a finite space twice: \(assignments)")
    }
    let again = Set(assignments).intersection(earlier).subtracting(study.initialAssignments)
    if study.space.isFinite, !again.isEmpty { note("what a prior trial tried is suggested again: \(again)") }
  }

  private mutating func judge(_ suggestion: Suggestion, _ study: Study) {
    if !study.space.contains(suggestion.assignment) {
      note("\(suggestion.assignment) lies outside \(study.space)")
    }
    let origin = suggestion.origin
    if origin.phase.isEmpty || origin.text.isEmpty { note("a suggestion does not say why it was made") }
    if origin.completionsSeen < 0 || origin.completionsSeen > study.completions {
      note("a suggestion saw \(origin.completionsSeen) of \(study.completions) completions")
    }
    if let forecast = origin.forecast { judge(forecast, study) }
  }

  private mutating func judge(_ forecast: Forecast, _ study: Study) {
    let (low, high) = (forecast.interval.lowerBound, forecast.interval.upperBound)
    if ![low, forecast.median, high].allSatisfy(\.isFinite) || !forecast.interval.contains(forecast.median) {
      note("a forecast of \(forecast.median) between \(low) and \(high)")
    }
    if !(forecast.expectedImprovement >= 0 && forecast.expectedImprovement.isFinite) {
      note("a forecast expects an improvement of \(forecast.expectedImprovement)")
    }
    let (shares, sum) = (forecast.importance, forecast.importance.reduce(0, +))
    let isWhole = shares.isEmpty || abs(sum - 1) < 1e-9
    if shares.count != study.space.parameters.count || !isWhole || !shares.allSatisfy({ $0 >= 0 }) {
      note("a forecast shares importance as \(shares) among \(study.space.parameters.count) parameters")
    }
  }

  private mutating func note(_ violation: String) { violations.append(violation) }
}
