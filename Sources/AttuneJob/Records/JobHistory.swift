// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// A job as its journal tells it: the machine, and the times and figures that no decision depends on.
///
/// Everything anyone shows of a job is a function of this value.
public struct JobHistory: Sendable, Hashable {
  public let id: JobID
  public let createTime: Timestamp
  public private(set) var spec: JobSpec
  public private(set) var machine: JobMachine
  public private(set) var startTime: Timestamp?
  public private(set) var endTime: Timestamp?
  /// How long controllers have had the job, until the last entry.
  public private(set) var runningTime = Duration.zero
  /// How long trainers ran, every attempt of every trial.
  private var trainerSeconds = 0.0
  private var latest: Timestamp?
  /// The running time before the commands that came last, all at one moment.
  private var beforeCommands: Moment?
  private var notes: PersistentArray<TrialNotes> = []
  private var counts: [TrialRecord.State: Int] = [:]
  private var bestTrial: Trial.ID?
  /// How many there are in the journal.
  public private(set) var entries = 0

  public init?(id: JobID, job: StoredJob) {
    guard let study = job.spec.emptyStudy else { return nil }
    self.id = id
    createTime = job.createTime
    spec = job.spec
    machine = JobMachine(study, limits: job.spec.limits, origin: job.spec.tuning?.origin ?? .events)
    for entry in job.journal { _ = take(entry) }
  }

  /// What the entry changes: effects to start, and trials whose row is new. O(unfinished trials).
  public mutating func take(_ entry: JournalEntry) -> (effects: [JobEffect], changed: [Trial.ID]) {
    entries += 1
    let known = machine.study.trials.count
    let touched = entry.event == .commanded(.retryFailed) ? machine.pending + machine.failedTrials : machine.pending
    let pending = touched.map { (id: $0, before: mark(of: $0)) }
    let effects = machine.apply(entry.event)
    note(entry, on: pending.map(\.id))
    let added = machine.study.trials.dropFirst(known).map(\.id)
    for _ in added { notes.append(TrialNotes()) }
    for id in added { counts[machine.study[id].state.word, default: 0] += 1 }
    for (id, before) in pending { move(id, from: before.state) }
    return (effects, added + pending.filter { mark(of: $0.id) != $0.before }.map(\.id))
  }

  /// Whether the event says something new. Another life of a controller chooses the same series again, and what was
  /// read of it still stands; and an end may be overtaken by a command, with which the job goes on.
  package func isNews(_ event: JobEvent) -> Bool {
    switch event {
    case .seriesChosen(let id, let series): !machine.study.contains(id) || notes[id.index].series != series
    case .finished(let outcome): machine.due == outcome
    default: true
    }
  }

  /// All of a trial's row that can change.
  private struct Mark: Equatable {
    let state: Trial.State
    let attempt: Attempt
    let notes: TrialNotes
  }

  private func mark(of id: Trial.ID) -> Mark {
    Mark(state: machine.study[id].state, attempt: machine.attempt(of: id), notes: notes[id.index])
  }

  private mutating func note(_ entry: JournalEntry, on pending: [Trial.ID]) {
    pass(to: entry)
    switch entry.event {
    case .opened: startTime = startTime ?? entry.time
    case .finished where machine.outcome != nil: endTime = endTime ?? entry.time.notBefore(startTime)
    case .commanded:
      spec.limits = machine.limits
      if machine.outcome == nil { endTime = nil }
    case .exited(_, let exit, _): trainerSeconds += exit.usage?.wallSeconds ?? 0
    default: break
    }
    if let id = entry.event.trial, pending.contains(id) { notes[id.index].note(entry) }
  }

  private struct Moment: Sendable, Hashable {
    let time: Timestamp
    let runningTime: Duration
  }

  /// Between two lives nobody runs the job, and a clock that is set back adds nothing.
  private mutating func pass(to entry: JournalEntry) {
    defer { latest = entry.time }
    switch entry.event {
    case .opened:
      // Commands that waited for this life were taken with it, and the time before them is nobody's.
      if let moment = beforeCommands, moment.time == entry.time { runningTime = moment.runningTime }
      return
    case .commanded where beforeCommands?.time == entry.time: return
    case .commanded: beforeCommands = Moment(time: entry.time, runningTime: runningTime)
    default: beforeCommands = nil
    }
    guard let latest, latest < entry.time else { return }
    runningTime += .milliseconds(entry.time.milliseconds - latest.milliseconds)
  }

  private mutating func move(_ id: Trial.ID, from before: Trial.State) {
    let trial = machine.study[id]
    guard trial.state != before else { return }
    counts[before.word, default: 0] -= 1
    counts[trial.state.word, default: 0] += 1
    guard let goal = spec.tuning?.objective.goal, let final = trial.finalMeasurement else { return }
    guard let best = bestTrial, let value = machine.study[best].finalMeasurement?.value else {
      bestTrial = id
      return
    }
    // As `Study.best`: the earlier one of two equals.
    if goal.isBetter(final.value, than: value) || final.value == value && id < best { bestTrial = id }
  }
}

extension JobHistory {
  public func record(of id: Trial.ID) -> TrialRecord {
    let trial = machine.study[id]
    let notes = notes[id.index]
    return TrialRecord(
      trial: id, state: trial.state.word, reason: notes.delay ?? trial.state.reason, tail: trial.state.tail,
      values: trial.assignment.entries.map(\.value.text), final: trial.finalMeasurement,
      isStoppedEarly: trial.state.isUnpromising, attempt: machine.attempt(of: id).number,
      startTime: notes.startTime, endTime: trial.isFinished ? notes.endTime : nil, usage: notes.usage,
      origin: trial.origin, series: notes.series?.description ?? "")
  }

  public var summary: JobSummary {
    let best = bestTrial.flatMap { id in
      machine.study[id].finalMeasurement.map { JobSummary.Best(trial: id, measurement: $0) }
    }
    return JobSummary(
      id: id, state: state, message: message, createTime: createTime, startTime: startTime, endTime: endTime,
      counts: counts.filter { $0.value > 0 }, best: best,
      trainerSeconds: trainerSeconds, entries: entries, spec: spec)
  }

  private var state: JobSummary.State {
    switch machine.outcome {
    case .succeeded: .succeeded
    case .failed: .failed
    case .cancelled: .cancelled
    case nil: machine.closing == .cancelled ? .cancelling : startTime == nil ? .queued : .running
    }
  }
}

/// What the journal says of a trial beside its state.
struct TrialNotes: Sendable, Hashable {
  private(set) var startTime: Timestamp?
  private(set) var endTime: Timestamp?
  private(set) var usage: TrialExit.Usage?
  private(set) var series: MetricSeries?
  /// What a launch that is under way waits for.
  private(set) var delay: String?

  fileprivate mutating func note(_ entry: JournalEntry) {
    switch entry.event {
    case .launched:
      // The first attempt's start: a retry belongs to the same trial.
      startTime = startTime ?? entry.time
      series = nil
      delay = nil
    case .delayed(_, let why): delay = why
    case .seriesChosen(_, let chosen): series = chosen
    case .exited(_, let exit, _):
      endTime = entry.time.notBefore(startTime)
      usage = exit.usage
    case .launchFailed:
      endTime = entry.time.notBefore(startTime)
      delay = nil
    default: break
    }
  }
}

extension Timestamp {
  /// A clock may have been set back meanwhile: nothing ends before it began.
  fileprivate func notBefore(_ start: Timestamp?) -> Timestamp { start.map { max($0, self) } ?? self }
}
