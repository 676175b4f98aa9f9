// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension Chronicle {
  /// The laws of a job that this history breaks, in words. Read from what the world saw and what is in the journal,
  /// and not from the state of any controller or machine.
  public var violations: [String] {
    guard let empty = history(of: []), let whole = history(of: stored.journal) else {
      return ["the journal can't be read"]
    }
    var laws = JobLaws(stored.spec, startingFrom: empty, assignments: assignments)
    for line in lines { laws.read(line) }
    return laws.violations + endings(of: whole, laws)
  }

  private func history(of journal: [JournalEntry]) -> JobHistory? {
    let job = StoredJob(spec: stored.spec, createTime: stored.createTime, journal: journal)
    return JobHistory(id: JobID(createdAt: Timestamp(milliseconds: 0)), job: job)
  }

  private func endings(of history: JobHistory, _ laws: JobLaws) -> [String] {
    var violations: [String] = []
    if hangs { violations.append("the job hangs after \(steps) steps") }
    if !laws.alive.isEmpty { violations.append("at the end, \(laws.alive) are alive") }
    let trials = history.machine.study.trials
    for trial in trials {
      if rows[trial.id] != history.record(of: trial.id) {
        let row = rows[trial.id].map { "\($0)" } ?? "none"
        violations.append("trial \(trial.id) is \(history.record(of: trial.id)) by the journal, and its row is \(row)")
      }
      violations += laws.truth(of: trial, after: history.machine.attempt(of: trial.id).number)
    }
    if rows.count != trials.count { violations.append("\(rows.count) rows for \(trials.count) trials") }
    if trials.count > laws.mostTrials { violations.append("\(trials.count) trials of at most \(laws.mostTrials)") }
    if let due = laws.dueTrials, trials.count < due {
      violations.append("the job succeeded with \(trials.count) of \(due) trials")
    }
    return violations
  }
}
