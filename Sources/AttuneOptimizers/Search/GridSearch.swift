// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// Every point of a finite space once, in the order of nested loops: the last parameter turns fastest.
///
/// Points that were tried in any other way (added by the user, or in an earlier job) are left out. O(trials and prior
/// trials) a call.
public struct GridSearch: Optimizer {
  public init() {}

  /// - Throws: for a space with a continuous parameter.
  public func suggest(_ count: Int, for study: Study) throws(OptimizerError) -> [Suggestion] {
    if let continuous = study.space.parameters.first(where: { $0.domain.cardinality == nil }) {
      throw OptimizerError(
        "\(Algorithm.gridSearch.rawValue) cannot enumerate the DOUBLE parameter '\(continuous.name)': "
          + "make it DISCRETE or INTEGER, or use \(Algorithm.randomSearch.rawValue)")
    }
    let size = study.space.cardinality
    let assignments = study.trials.map(\.assignment) + study.priorTrials.map(\.assignment)
    let tried = Set(assignments.compactMap(study.space.rank))
    var suggestions: [Suggestion] = []
    var rank = 0
    while suggestions.count < count, size.map({ rank < $0 }) ?? true {
      if !tried.contains(rank) { suggestions.append(point(rank, of: size, in: study)) }
      rank += 1
    }
    return suggestions
  }

  private func point(_ rank: Int, of size: Int?, in study: Study) -> Suggestion {
    Suggestion(
      assignment: study.space.assignment(rank: rank),
      origin: Origin(
        phase: "grid", text: "point \(rank + 1)\(size.map { " of \($0)" } ?? "") of the grid",
        completionsSeen: study.completions))
  }
}
