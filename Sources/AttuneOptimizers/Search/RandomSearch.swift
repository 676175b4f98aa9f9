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
      suggestions.append(
        Suggestion(choice, phase: "random", drawn: "drawn uniformly at random", study: study))
    }
    return suggestions
  }
}

extension SearchSpace {
  /// A uniform point of the unit cube.
  func point(from stream: inout SplitMix64) -> [Double] {
    parameters.map { _ in stream.unit() }
  }
}

extension Suggestion {
  init(_ choice: UntriedPoints.Choice, phase: String, drawn: String, study: Study) {
    switch choice {
    case .drawn(let assignment):
      self.init(
        assignment: assignment,
        origin: Origin(phase: phase, text: drawn, completionsSeen: study.completions))
    case .nextAfterTried(let assignment):
      let text = "the next untried point: those that were \(drawn) had been tried"
      self.init(
        assignment: assignment,
        origin: Origin(phase: phase, text: text, completionsSeen: study.completions))
    }
  }
}
