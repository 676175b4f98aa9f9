// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension ConfigurationReader {
  /// Nil where none is named; whether there is such a job is not known here.
  mutating func readPreviousJob(_ hyperparameters: LocatedValue) -> String? {
    guard let id = hyperparameters["resumePreviousJobId"], let name = id.text, !name.isEmpty else { return nil }
    if JobID(rawValue: name) == nil {
      diagnostics.error(
        "'resumePreviousJobId' (\(name)) is no job's id", at: id.location,
        hint: "ids look like attune_2026_11_24_031512345; 'attune list' shows them")
    }
    return name
  }

  /// Each initial trial must be a whole point of the space, and a different one.
  mutating func readInitialTrials(_ trials: LocatedValue?, in space: SearchSpace) -> [Assignment] {
    var assignments: [Assignment] = []
    for trial in trials?.items ?? [] where !trial.isUnusable {
      guard let assignment = assignment(trial, in: space) else { continue }
      if let first = assignments.firstIndex(of: assignment) {
        diagnostics.error(
          "'initialTrials': this point is number \(first + 1) of the list, too", at: trial.location,
          hint: "remove it: each is tried once")
      }
      assignments.append(assignment)
    }
    let limit = configuration.limits.maxTrials
    if let trials, assignments.count > limit {
      diagnostics.add(
        .notice, at: trials.location,
        "'initialTrials' holds \(assignments.count) points, but 'maxTrials' is \(limit): the last "
          + "\(assignments.count - limit) will not be tried")
    }
    return assignments
  }

  private mutating func assignment(_ trial: LocatedValue, in space: SearchSpace) -> Assignment? {
    let supplied = trial.fields.compactMap { field -> (name: String, value: SuppliedValue)? in
      guard let text = field.value.text else { return nil }
      return (field.name, space.supplied(text, for: field.name))
    }
    do {
      return try space.assignment(from: supplied)
    } catch {
      for problem in error.problems {
        diagnostics.error("'initialTrials': \(problem)", at: trial.location)
      }
      return nil
    }
  }
}

extension SearchSpace {
  /// A text for a CATEGORICAL parameter, else a number where it is one.
  fileprivate func supplied(_ text: String, for name: String) -> SuppliedValue {
    if case .categorical? = parameters.first(where: { $0.name == name })?.domain { return .text(text) }
    return Double(text).map { .number($0) } ?? .text(text)
  }
}
