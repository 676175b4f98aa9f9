// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// What a job takes over from an earlier one (`resumePreviousJobId`): its results, as data.
public struct Inheritance: Sendable, Hashable {
  /// First what the earlier job had taken over itself, then its own trials that have a final measurement, by number;
  /// only those that lie in the new space.
  public let priorTrials: [PriorTrial]
  /// What the user should know, a sentence each.
  public let notices: [String]

  /// - Parameters:
  ///   - study: the earlier job's, as it stands.
  ///   - isFinished: whether the earlier job has ended.
  /// - Throws: `InheritanceError`, with every reason why the two are about different things. The ranges, scales and
  ///   order of the parameters may differ; their names, their types and the goal may not.
  public init(
    of tuning: JobSpec.Tuning, from job: JobID, study: Study, isFinished: Bool
  ) throws(InheritanceError) {
    let problems = Self.problems(of: tuning, study)
    guard problems.isEmpty else { throw InheritanceError(job: job, problems: problems) }
    let earlier = study.priorTrials + study.finished
    priorTrials = earlier.compactMap { $0.moved(to: tuning.space) }
    notices =
      [Self.count(priorTrials.count, of: earlier.count, from: job)]
      + Self.differences(tuning.objective, study.objective, job: job)
      + (isFinished ? [] : ["job \(job) is unfinished: trials of it that end from now on are not used"])
      + Self.exhaustion(of: tuning.space, by: priorTrials)
  }

  private static func problems(of tuning: JobSpec.Tuning, _ study: Study) -> [String] {
    guard let objective = study.objective else { return ["it tuned nothing"] }
    let old = Dictionary(uniqueKeysWithValues: study.space.parameters.map { ($0.name, $0.domain.typeName) })
    let new = Dictionary(uniqueKeysWithValues: tuning.space.parameters.map { ($0.name, $0.domain.typeName) })
    let gone = study.space.parameters.map(\.name).filter { new[$0] == nil }.map { "it had a parameter '\($0)'" }
    let other = tuning.space.parameters.compactMap { parameter -> String? in
      let type = parameter.domain.typeName
      guard let before = old[parameter.name] else { return "it had no parameter '\(parameter.name)'" }
      return before == type ? nil : "parameter '\(parameter.name)' was \(before), and is \(type)"
    }
    let goal = tuning.objective.goal
    let goals = objective.goal == goal ? [] : ["its goal was \(objective.goal.rawValue), and is \(goal.rawValue)"]
    return gone + other + goals
  }

  private static func count(_ used: Int, of all: Int, from job: JobID) -> String {
    let trials = "\(all) earlier \(all == 1 ? "trial" : "trials") of job \(job)"
    if all == 0 { return "job \(job) has no trial with a final metric yet: there is nothing to take over" }
    if used == all { return "\(trials) \(all == 1 ? "is" : "are") used as data" }
    return "\(used) of \(trials) \(used == 1 ? "lies" : "lie") in the new space and \(used == 1 ? "is" : "are") "
      + "used as data"
  }

  private static func differences(_ new: Objective, _ old: Objective?, job: JobID) -> [String] {
    guard let old else { return [] }
    var notices: [String] = []
    if old.tag != new.tag {
      notices.append(
        "job \(job) tuned for '\(old.tag)', not '\(new.tag)': its values are used as if they were the same")
    }
    if old.selection != new.selection {
      notices.append(
        "of the trials of job \(job) the \(old.selection.rawValue) value counted, not the "
          + "\(new.selection.rawValue) one")
    }
    return notices
  }

  private static func exhaustion(of space: SearchSpace, by trials: [PriorTrial]) -> [String] {
    guard let size = space.cardinality, Set(trials.map(\.assignment)).count == size else { return [] }
    return ["every point of the space has been tried already: there is nothing left to try"]
  }
}

/// Why a job can't go on from an earlier one.
public struct InheritanceError: Error, Sendable, Hashable, CustomStringConvertible {
  public let job: JobID
  /// Each to be read as a line of its own.
  public let problems: [String]

  public var description: String {
    let list = problems.map { "  \($0)" }.joined(separator: "\n")
    return """
      'resumePreviousJobId': the results of job \(job) are of no use here:
      \(list)
      remove the key to start fresh
      """
  }
}

extension Study {
  /// The trials that ended with a value, by number.
  fileprivate var finished: [PriorTrial] {
    trials.compactMap { trial in
      trial.finalMeasurement.flatMap { PriorTrial(assignment: trial.assignment, value: $0.value) }
    }
  }
}

extension PriorTrial {
  /// The same in another space with the same parameters; nil where it lies outside.
  fileprivate func moved(to space: SearchSpace) -> PriorTrial? {
    let entries = space.parameters.compactMap { parameter in
      assignment[parameter.name].map { Assignment.Entry(name: parameter.name, value: $0) }
    }
    let moved = Assignment(entries)
    return space.contains(moved) ? PriorTrial(assignment: moved, value: value) : nil
  }
}
