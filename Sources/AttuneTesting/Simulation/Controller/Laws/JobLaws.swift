// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// What must hold from one occurrence to the next. Those of one subject lie in a value of their own.
struct JobLaws {
  private(set) var violations: [String] = []
  private(set) var alive: [Attempt] = []
  private(set) var mostTrials: Int
  /// So many trials the job has by now if it has succeeded; nil where it has not.
  private(set) var dueTrials: Int?
  private(set) var ends: [Attempt: (exit: TrialExit, written: [Trial.Reading])] = [:]
  private(set) var unstartable: Set<Attempt> = []
  private let assignments: Int?
  private var limits: JobLimits
  private var widest: Int
  private var newest = 0
  /// Since then nothing has kept the job from going on.
  private var calmSince = 0
  private var suggested: Set<[String]> = []
  private var launched: Set<Attempt> = []
  private var concluded: Set<Attempt> = []
  private var asked: [Int: Set<Attempt>] = [:]
  private var cancelled: Int?
  /// The life that recorded the job's end, if it is not known to have been too early.
  private var finisher: Int?
  private var retries: RetryLaws
  private var width = WidthLaw()
  private var readings = ReadingLaws()
  private var stops = StopLaws()
  private var time = TimeLaw()
  private var leaving = LeavingLaws()
  private var telling: TellingLaws

  /// - Parameter history: the job before anything happened.
  init(_ spec: JobSpec, startingFrom history: JobHistory, assignments: Int?) {
    self.assignments = assignments
    limits = spec.limits
    mostTrials = limits.maxTrials
    widest = limits.maxParallelTrials
    retries = RetryLaws(limits.retries)
    telling = TellingLaws(history)
  }

  /// Between a moment and what follows from it, in milliseconds: things are noticed, recorded, asked for.
  private static let slack = 2_000

  private mutating func disturb(at now: Int) {
    calmSince = now
    width.disturb(at: now)
  }

  private mutating func broken(_ text: String) { violations.append(text) }

  // MARK: - What the world saw

  mutating func read(_ line: Chronicle.Line) {
    let (life, now) = (line.life, line.milliseconds)
    switch line.occurrence {
    case .acquired:
      newest = life
      disturb(at: now)
      telling.begin(life)
    case .recorded(let entries):
      if life != newest { broken("life \(life) recorded something when life \(newest) had the job") }
      if finisher == life { finisher = nil }
      for entry in entries { take(entry, from: life, at: now) }
      telling.recorded(entries)
      violations += leaving.recorded(by: life, at: now)
      if now - calmSince > Self.slack { violations += time.check(limits) }
    case .told(let entries, let history):
      violations += telling.told(entries, history, by: life, isNewest: life == newest)
    case .asked(let attempt, let flags): ask(attempt, flags, by: life)
    case .began(let attempt): begin(attempt, at: now)
    case .unstartable(let attempt): unstartable.insert(attempt)
    case .ended(let attempt, let exit, let written): end(attempt, exit, written, at: now)
    case .stopAsked(let attempt): if life == newest { violations += stops.asked(attempt, by: life) }
    case .signalled(let signal):
      disturb(at: now)
      leaving.signalled(signal, to: life, at: now)
    case .killed: break
    case .refused(let attempt):
      disturb(at: now)
      if let attempt { asked[life]?.remove(attempt) }
    case .left(let ending): left(ending, life, at: now)
    case .gaveUp(let code, let why): if code != .leaseLost || life == newest { broken("life \(life) gave up: \(why)") }
    }
  }

  private mutating func ask(_ attempt: Attempt, _ flags: [String], by life: Int) {
    if !suggested.contains(flags) { broken("\(attempt) is launched with \(flags), which is not in the journal") }
    if !asked[life, default: []].insert(attempt).inserted { broken("life \(life) launches \(attempt) twice") }
    let before = Attempt(trial: attempt.trial, number: attempt.number - 1)
    if attempt.number > 1, !concluded.contains(before) {
      broken("\(attempt) is launched, and the end of \(before) not recorded")
    }
    // One that was left behind may still have been asking.
    guard life == newest else { return }
    if launched.contains(attempt) { broken("\(attempt) is launched again though its launch is recorded") }
    violations += retries.asked(attempt)
  }

  private mutating func begin(_ attempt: Attempt, at now: Int) {
    let others = alive.filter { $0.trial == attempt.trial }
    if !others.isEmpty { broken("\(attempt) runs beside \(others)") }
    if ends[attempt] != nil { broken("\(attempt) was started twice") }
    violations += width.began(attempt, beside: alive.count, of: max(1, limits.maxParallelTrials), at: now)
    alive.append(attempt)
    if alive.count > max(1, widest) { broken("\(alive) run where \(widest) may") }
  }

  private mutating func end(_ attempt: Attempt, _ exit: TrialExit, _ written: [Trial.Reading], at now: Int) {
    width.ended(attempt, amid: alive.count, of: max(1, limits.maxParallelTrials), at: now)
    alive.removeAll { $0 == attempt }
    ends[attempt] = (exit, written)
    if let cancelled, now - max(cancelled, calmSince) > 2 * Self.slack {
      broken("\(attempt) went on for \(now - cancelled) ms after the job was cancelled")
    }
  }

  private mutating func left(_ ending: JobController.Ending, _ life: Int, at now: Int) {
    violations += leaving.left(ending, life, at: now)
    guard life == newest else { return }
    switch ending {
    case .finished(let outcome):
      if !alive.isEmpty { broken("life \(life) left \(alive) alive, and said that the job is over") }
      if outcome != .succeeded { dueTrials = nil }
    case .suspended, .outOfTime:
      if !alive.isEmpty { broken("life \(life) left \(alive) alive, and said that nothing is") }
    case .detached: break
    }
  }

  // MARK: - What the journal says

  private mutating func take(_ entry: JournalEntry, from life: Int, at now: Int) {
    retries.take(entry.event, isFinished: finisher != nil, reason: stops.reason)
    stops.take(entry.event, isFinished: finisher != nil)
    leaving.take(entry.event, from: life)
    time.take(entry, from: life)
    violations += readings.take(entry.event, ends)
    switch entry.event {
    case .suggested(let suggestions): for suggestion in suggestions { suggested.insert(suggestion.assignment.flags) }
    case .launched(let attempt, _):
      if !launched.insert(attempt).inserted { broken("the launch of \(attempt) is recorded twice") }
      if !alive.contains(attempt), ends[attempt] == nil { broken("the launch of \(attempt) is in the journal only") }
    case .launchFailed(let attempt, let why):
      disturb(at: now)
      let isWithheld = cancelled != nil && !alive.contains(attempt) && ends[attempt] == nil
      if !unstartable.contains(attempt), !isWithheld {
        broken("\(attempt) could not start by the journal alone: \(why)")
      }
      concluded.insert(attempt)
    case .exited(let attempt, let exit, _):
      if !concluded.insert(attempt).inserted { broken("the end of \(attempt) is recorded twice") }
      let real = ends[attempt].map { "\($0.exit)" } ?? "not at all"
      if ends[attempt]?.exit != exit { broken("\(attempt) ended \(real), and by the journal \(exit)") }
    case .commanded(let command):
      disturb(at: now)
      obey(command, at: now)
    case .finished:
      if !alive.isEmpty { broken("finished while \(alive) are alive") }
      violations += retries.finished(entry.event)
      // What is amended later is too late.
      dueTrials = time.isOut(.timeBudget) ? nil : min(limits.maxTrials, assignments ?? .max)
      finisher = life
    default: break
    }
  }

  private mutating func obey(_ command: JobCommand, at now: Int) {
    switch command {
    case .amend(let limits):
      self.limits = limits
      mostTrials = max(mostTrials, limits.maxTrials)
      widest = max(widest, limits.maxParallelTrials)
    case .cancel: cancelled = cancelled ?? (finisher == nil ? now : nil)
    case .reopen, .retryFailed: finisher = nil
    case .interrupt: break
    }
  }
}
