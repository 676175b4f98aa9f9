// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// Uniform in the unit cube, each trial from its own random stream. Repeats nothing in a finite space.
public struct RandomSearch: Optimizer {
  public init() {}

  public func suggest(_ count: Int, for study: Study) -> [Suggestion] {
    var untried = UntriedPoints(study)
    var suggestions: [Suggestion] = []
    while suggestions.count < count {
      let id = Trial.ID(study.nextID.rawValue + suggestions.count)
      var stream = study.randomStream(for: id, purpose: .assignment)
      guard let choice = untried.next(drawing: { _ in study.space.point(from: &stream) }) else { break }
      let origin = Origin(
        phase: "random", text: Self.text(choice.source), completionsSeen: study.completions)
      suggestions.append(Suggestion(assignment: choice.assignment, origin: origin))
    }
    return suggestions
  }

  private static func text(_ source: UntriedPoints.Choice.Source) -> String {
    switch source {
    case .firstDraw, .laterDraw: "drawn uniformly at random"
    case .nextUntried: "the next untried point: those drawn at random had been tried"
    }
  }
}

extension SearchSpace {
  /// A uniform point of the unit cube.
  func point(from stream: inout SplitMix64) -> [Double] {
    parameters.map { _ in stream.unit() }
  }
}
