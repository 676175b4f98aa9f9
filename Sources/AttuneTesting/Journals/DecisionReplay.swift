// SPDX-License-Identifier: Apache-2.0
public import AttuneJob
public import AttuneStudy

/// The decisions of a job made again: at each entry of its journal the study as it then stood is rebuilt, and optimizer and
/// stopping rule are asked once more. The table beside the journal must be its fold.
public struct DecisionReplay {
  /// How many trials were suggested again.
  public private(set) var suggestions = 0
  /// How often the rule was asked whether a trial goes on, and how often it said no.
  public private(set) var verdicts = 0
  public private(set) var stops = 0
  /// What came out otherwise than the journal says, a line each.
  public private(set) var differences: [String] = []

  private let optimizer: any Optimizer
  private let rule: (any StoppingRule)?

  /// - Parameters:
  ///   - rows: the table of trials, as the job's store has it.
  ///   - rule: nil where no trial was to be stopped.
  public init(
    of stored: StoredJob, rows: [TrialRecord], optimizer: any Optimizer, rule: (any StoppingRule)?
  ) {
    (self.optimizer, self.rule) = (optimizer, rule)
    let blank = StoredJob(spec: stored.spec, createTime: stored.createTime, journal: [])
    guard var history = JobHistory(id: JobID(createdAt: stored.createTime), job: blank) else {
      differences.append("the search space is not valid")
      return
    }
    var asked: (count: Int, study: Study)?
    for (number, entry) in stored.journal.enumerated() {
      if case .suggested(let given) = entry.event { compare(given, with: asked, at: number) }
      for case .suggest(let count) in history.take(entry).effects { asked = (count, history.machine.study) }
      if case .measured(let id, _, _) = entry.event {
        let next = number + 1 < stored.journal.count ? stored.journal[number + 1].event : nil
        judge(id, in: history.machine.study, journaled: next, at: number)
      }
    }
    let fold = history.machine.study.trials.map { history.record(of: $0.id) }
    if rows != fold { differences.append("the table is not the fold of the journal") }
  }

  private mutating func compare(_ given: [Suggestion], with asked: (count: Int, study: Study)?, at number: Int) {
    suggestions += given.count
    guard let (count, study) = asked else {
      differences.append("entry \(number): nobody had asked for suggestions")
      return
    }
    if (try? optimizer.suggest(count, for: study)) != given {
      differences.append("entry \(number): the optimizer suggests something else")
    }
  }

  /// A verdict that stops a trial is journaled right after the readings that led to it.
  private mutating func judge(_ id: Trial.ID, in study: Study, journaled next: JobEvent?, at number: Int) {
    guard let rule, study[id].state == .running else { return }
    verdicts += 1
    let verdict = rule.verdict(on: study[id], in: study)
    var journaled = Verdict.proceed
    if case .stopped(id, let why) = next { journaled = .stop(why) }
    if journaled != .proceed { stops += 1 }
    if verdict != journaled { differences.append("entry \(number): the rule says \(verdict) of trial \(id)") }
  }
}
