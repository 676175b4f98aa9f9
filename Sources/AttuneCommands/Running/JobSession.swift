// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// Decides what a command means: a new job, an unfinished one that goes on, or one that runs elsewhere.
struct JobSession {
  enum Beginning {
    case started(JobID)
    case resumed(JobID)
    /// Another process owns it.
    case attached(JobSummary, JobOwner)
  }

  let service: JobService
  /// Words for the user.
  let say: (String) -> Void

  func begin(_ spec: JobSpec, seedIsGiven: Bool, isNew: Bool, environment: [String: String]) async throws
    -> Beginning
  {
    if !isNew, let unfinished = try await service.unfinished(spec.key) {
      if let owner = try await service.owner(of: unfinished.id) { return .attached(unfinished, owner) }
      try await goOn(with: unfinished, as: spec, seedIsGiven: seedIsGiven)
      return .resumed(unfinished.id)
    }
    let (id, notices) = try await service.create(spec, environment: environment)
    for notice in notices { say(notice) }
    return .started(id)
  }

  /// Limits may have changed; what makes it another job may not.
  private func goOn(with job: JobSummary, as spec: JobSpec, seedIsGiven: Bool) async throws {
    let changes = try service.changes(since: job.id, spec: job.spec)
    var differences = Difference.between(job.spec, and: spec, seedIsGiven: seedIsGiven)
    differences += changes.sources.map { "the source file '\($0)' is not what it was" }
    guard differences.isEmpty else { throw ChangedJobError(job: job.id, differences: differences) }
    if !changes.others.isEmpty {
      let shown = changes.others.prefix(5).joined(separator: ", ")
      let more = changes.others.count > 5 ? " and \(changes.others.count - 5) more" : ""
      say("changed since the job began, and not used by it: \(shown)\(more)")
    }
    guard job.spec.limits != spec.limits else { return }
    try await service.post(.amend(spec.limits), to: job.id)
  }
}

/// The same command would not run the same job.
struct ChangedJobError: InputMistake {
  let job: JobID
  let differences: [String]

  var description: String {
    let list = differences.map { "  \($0)" }.joined(separator: "\n")
    return """
      job \(job) of this command is unfinished, and not the same any more:
      \(list)
      go on as it was with 'attune resume \(job)', or start over with --new
      """
  }
}

/// What differs between the job as it was made and as it would be made now, one line each.
enum Difference {
  static func between(_ old: JobSpec, and new: JobSpec, seedIsGiven: Bool) -> [String] {
    var lines: [String] = []
    if let a = old.tuning, let b = new.tuning {
      lines += parameters(a.space, b.space)
      if a.objective.tag != b.objective.tag { lines.append(line("the metric", a.objective.tag, b.objective.tag)) }
      if a.objective.goal != b.objective.goal {
        lines.append(line("the goal", a.objective.goal.rawValue, b.objective.goal.rawValue))
      }
      if a.algorithm != b.algorithm {
        lines.append(line("the algorithm", a.algorithm.rawValue, b.algorithm.rawValue))
      }
      if a.initialAssignments != b.initialAssignments { lines.append("initialTrials are not what they were") }
      if a.previousJob != b.previousJob {
        lines.append(line("resumePreviousJobId", a.previousJob ?? "", b.previousJob ?? ""))
      }
    } else if (old.tuning == nil) != (new.tuning == nil) {
      lines.append(old.tuning == nil ? "it tuned nothing before" : "it tunes nothing now")
    }
    if seedIsGiven, old.seed != new.seed { lines.append(line("the seed", old.seed, new.seed)) }
    if old.workingCopy != new.workingCopy { lines.append("the working copy is made in another way") }
    return lines
  }

  private static func line(_ what: String, _ old: some CustomStringConvertible, _ new: some CustomStringConvertible)
    -> String
  {
    "\(what) was '\(old)', now '\(new)'"
  }

  private static func parameters(_ old: SearchSpace, _ new: SearchSpace) -> [String] {
    let before = Dictionary(uniqueKeysWithValues: old.parameters.map { ($0.name, $0.domain) })
    let after = Dictionary(uniqueKeysWithValues: new.parameters.map { ($0.name, $0.domain) })
    let gone = old.parameters.filter { after[$0.name] == nil }.map { "parameter '\($0.name)' is gone" }
    let other = new.parameters.compactMap { parameter -> String? in
      guard let domain = before[parameter.name] else { return "parameter '\(parameter.name)' is new" }
      return domain == parameter.domain ? nil : "parameter '\(parameter.name)' has another range"
    }
    let isReordered = gone.isEmpty && other.isEmpty && old != new
    return gone + other + (isReordered ? ["the parameters stand in another order"] : [])
  }
}
