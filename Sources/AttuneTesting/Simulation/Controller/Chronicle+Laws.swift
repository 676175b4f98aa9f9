// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension Chronicle {
  /// The laws of a job that this history breaks, in words. Read from what the world saw and what is in the journal,
  /// and not from the state of any controller or machine.
  public var violations: [String] {
    var laws = JobLaws(stored.spec)
    for line in lines { laws.read(line) }
    return laws.violations + endings(laws)
  }

  private func endings(_ laws: JobLaws) -> [String] {
    var violations: [String] = []
    if hangs { violations.append("the job hangs after \(steps) steps") }
    if !laws.alive.isEmpty { violations.append("at the end, \(laws.alive) are alive") }
    guard let history = JobHistory(id: JobID(createdAt: Timestamp(milliseconds: 0)), job: stored) else {
      return violations + ["the journal can't be read"]
    }
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
    return violations
  }
}

/// What must hold from one occurrence to the next.
struct JobLaws {
  private(set) var violations: [String] = []
  private(set) var alive: [Attempt] = []
  private(set) var mostTrials: Int
  private var widest: Int
  private var retries: Int
  private var newest = 0
  private var recorded: [Int: [JournalEntry]] = [:]
  private var suggested: Set<[String]> = []
  private var launched: Set<Attempt> = []
  private var concluded: Set<Attempt> = []
  private var asked: [Int: Set<Attempt>] = [:]
  private var ends: [Attempt: (exit: TrialExit, written: [Trial.Reading])] = [:]
  private var losses: [Trial.ID: Int] = [:]
  private var interruptions = 0
  private var pardons = 0
  private var leaving: [Int: Int] = [:]
  /// How far a trial's file was read, by the journal.
  private var read: [Trial.ID: Int] = [:]
  private var cancelled: Int?
  private var isFinished = false

  init(_ spec: JobSpec) {
    mostTrials = spec.limits.maxTrials
    widest = spec.limits.maxParallelTrials
    retries = spec.limits.retries
  }

  private mutating func broken(_ text: String) { violations.append(text) }

  mutating func read(_ line: Chronicle.Line) {
    let life = line.life
    if let start = leaving[life], case .recorded = line.occurrence {
      if line.milliseconds - start > 1_500 {
        broken("life \(life) still records \(line.milliseconds - start) ms after leaving")
      }
    }
    switch line.occurrence {
    case .acquired: newest = life
    case .recorded(let entries):
      if life != newest {
        broken("life \(life) recorded something when life \(newest) had the job")
      }
      recorded[life, default: []] += entries
      for entry in entries { take(entry.event, at: line.milliseconds) }
    case .told(let entries):
      if recorded[life, default: []].suffix(entries.count) != entries[...] {
        broken("life \(life) told what is not recorded")
      }
    case .asked(let attempt, let flags): ask(attempt, flags, by: life)
    case .began(let attempt): begin(attempt)
    case .ended(let attempt, let exit, let written):
      alive.removeAll { $0 == attempt }
      ends[attempt] = (exit, written)
      if let start = cancelled, line.milliseconds - start > 8_000 {
        violations.append("\(attempt) went on for \(line.milliseconds - start) ms after the job was cancelled")
      }
    case .signalled(.detach): leaving[life] = line.milliseconds
    case .signalled, .killed: break
    case .left(let ending):
      if ending == .suspended, life == newest, !alive.isEmpty {
        broken("life \(life) left \(alive) alive, and said that nothing is")
      }
      let start = leaving[life] ?? line.milliseconds
      if line.milliseconds - start > 1_500 {
        broken("life \(life) took \(line.milliseconds - start) ms to leave")
      }
    case .gaveUp(let code, let why):
      if code != .leaseLost || life == newest {
        broken("life \(life) gave up: \(why)")
      }
    }
  }

  private mutating func take(_ event: JobEvent, at milliseconds: Int) {
    switch event {
    case .suggested(let suggestions): for suggestion in suggestions { suggested.insert(suggestion.assignment.flags) }
    case .launched(let attempt, _):
      launched.insert(attempt)
      read[attempt.trial] = nil
    case .measured(let trial, _, let position):
      let known = read[trial] ?? 0
      if position.offset <= known {
        broken("trial \(trial) is read from \(position.offset) where \(known) was recorded")
      }
      read[trial] = position.offset
    case .launchFailed(let attempt, _): concluded.insert(attempt)
    case .exited(let attempt, let exit, _):
      concluded.insert(attempt)
      if exit.status == .lost { losses[attempt.trial, default: 0] += 1 }
    case .commanded(.interrupt): interruptions += 1
    case .commanded(.amend(let limits)):
      mostTrials = max(mostTrials, limits.maxTrials)
      widest = max(widest, limits.maxParallelTrials)
      retries = max(retries, limits.retries)
    case .commanded(.cancel): cancelled = cancelled ?? (isFinished ? nil : milliseconds)
    case .commanded(.reopen): isFinished = false
    case .commanded(.retryFailed):
      isFinished = false
      pardons += 1
    case .finished:
      if !alive.isEmpty {
        broken("finished while \(alive) are alive")
      }
      isFinished = true
    default: break
    }
  }

  private mutating func ask(_ attempt: Attempt, _ flags: [String], by life: Int) {
    if !suggested.contains(flags) {
      broken("attempt \(attempt) is launched with \(flags), which is not in the journal")
    }
    if !asked[life, default: []].insert(attempt).inserted {
      broken("life \(life) launches \(attempt) twice")
    }
    let before = Attempt(trial: attempt.trial, number: attempt.number - 1)
    if attempt.number > 1, !concluded.contains(before) {
      broken("\(attempt) is launched, and the end of \(before) not recorded")
    }
    // One that was left behind may still have been asking.
    if life == newest, launched.contains(attempt) {
      broken("\(attempt) is launched again though its launch is recorded")
    }
    // Each pardon gives a trial that failed another attempt, with all its retries.
    let own = (1 + retries) * (1 + pardons)
    let allowed = own + interruptions + min(3 * (1 + pardons), losses[attempt.trial, default: 0])
    if attempt.number > allowed {
      broken("\(attempt) is launched; \(allowed) attempts are explained")
    }
  }

  private mutating func begin(_ attempt: Attempt) {
    let others = alive.filter { $0.trial == attempt.trial }
    if !others.isEmpty {
      broken("\(attempt) runs beside \(others)")
    }
    alive.append(attempt)
    if alive.count > max(1, widest) {
      broken("\(alive) run where \(widest) may")
    }
    if ends[attempt] != nil {
      broken("\(attempt) was started twice")
    }
  }

  /// What the table says of a trial is what its last trainer did.
  func truth(of trial: Trial, after attempt: Int) -> [String] {
    guard trial.isFinished else { return ["trial \(trial.id) is left \(trial.state)"] }
    let end = ends[Attempt(trial: trial.id, number: attempt)]
    switch trial.state {
    case .succeeded(let final):
      guard let end, end.exit.status == .exited(0) else { return ["trial \(trial.id) succeeded, but not its trainer"] }
      let last = end.written.last.flatMap { Trial.Measurement(step: $0.step, value: $0.value) }
      return final == last ? [] : ["trial \(trial.id) wrote \(String(describing: last)) last, not \(trial.state)"]
    case .infeasible:
      guard let end, end.exit.status == .exited(0) else { return ["trial \(trial.id) is infeasible, its trainer not"] }
      let isFinite = end.written.last?.value.isFinite ?? false
      return isFinite ? ["trial \(trial.id) is infeasible after \(end.written)"] : []
    case .failed:
      return end.map { $0.exit.status == .exited(0) } ?? false ? ["trial \(trial.id) failed, but not its trainer"] : []
    case .stopped(_, .interrupted): return ["trial \(trial.id) was interrupted, and did not run again"]
    default: return []
    }
  }
}
