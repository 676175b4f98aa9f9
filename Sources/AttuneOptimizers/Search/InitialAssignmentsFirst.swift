// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// Suggests the study's initial assignments in their order, each once, and then what another optimizer suggests.
///
/// One that already has a trial, whoever suggested it, is not suggested again. One that only a prior trial has tried
/// is: the user asked for it. The other optimizer sees those of the same batch as queued trials.
public struct InitialAssignmentsFirst: Optimizer {
  private let others: any Optimizer

  public init(_ others: any Optimizer) { self.others = others }

  public func suggest(_ count: Int, for study: Study) throws(OptimizerError) -> [Suggestion] {
    var study = study
    var suggestions: [Suggestion] = []
    for (index, assignment) in study.initialAssignments.enumerated() {
      guard suggestions.count < count else { return suggestions }
      guard !study.hasTrial(with: assignment) else { continue }
      let suggestion = Suggestion(
        assignment: assignment,
        origin: Origin(
          phase: "user", text: "given in initialTrials (\(index + 1) of \(study.initialAssignments.count))",
          completionsSeen: study.completions))
      _ = study.add(suggestion)
      suggestions.append(suggestion)
    }
    return suggestions + (try others.suggest(count - suggestions.count, for: study))
  }
}
