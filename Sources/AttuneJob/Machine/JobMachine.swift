// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// All the logic of a job: what happened goes in, what to do about it comes out.
///
/// A value without clock, file or randomness. `apply` is total: any event in any state, in any order.
/// The journal is the list of events; replaying it gives the same machine, and `.opened` then re-issues
/// every effect that the state still owes. An event costs O(unfinished trials), however long the job is.
public struct JobMachine: Sendable, Hashable {
  public internal(set) var study: Study
  public internal(set) var limits: JobLimits
  public internal(set) var outcome: Outcome?
  /// Set once no new trial is to be started: the job ends this way when its unfinished trials have ended.
  public internal(set) var closing: Outcome?
  /// Running trials are being stopped, and run again once the job is opened again.
  public internal(set) var isInterrupted = false
  /// What the job has run as long as it may.
  public internal(set) var timesUp: Set<JobLimits.TimeBound> = []
  /// The trials that have not ended, by id.
  public internal(set) var pending: [Trial.ID] = []
  var runs: PersistentArray<TrialRun> = []
  let origin: MetricOrigin
  var tally = TrialTally()
  var devices = DeviceHealth()
  /// Suggestions asked for and not yet answered.
  var awaited = 0
  var isExhausted = false

  /// - Parameter origin: where the metric is read; only words depend on it.
  public init(_ study: Study, limits: JobLimits, origin: MetricOrigin = .events) {
    self.study = study
    self.limits = limits
    self.origin = origin
  }

  public mutating func apply(_ event: JobEvent) -> [JobEffect] {
    switch event {
    case .opened:
      isInterrupted = false
      timesUp.remove(.maxRunningTime)
      return resume()
    case .suggested(let suggestions): return add(suggestions)
    case .exhausted: return exhaust()
    case .suggestionFailed(let message): return close(.failed("no suggestion could be made: \(message)"))
    case .launched(let attempt, let handle): return launched(attempt, handle)
    case .launchFailed(let attempt, let why):
      guard run(of: attempt)?.stage == .launching else { return [] }
      return end(attempt.trial, TrialExit(status: .couldNotStart(why)), seen: [])
    case .seriesChosen(let id, _):
      guard run(id)?.handle != nil else { return [] }
      runs[id.index].positions = []
      study.forgetCurve(of: id)
      return []
    case .measured(let id, let readings, let position):
      guard run(id)?.handle != nil else { return [] }
      runs[id.index].advance(to: position)
      study.record(readings, of: id)
      return []
    case .metricMissing, .delayed: return []
    case .stopped(let id, let why): return stop(id, for: .unpromising(why))
    case .exited(let attempt, let exit, let seen):
      guard run(of: attempt)?.handle != nil else { return [] }
      return end(attempt.trial, exit, seen: seen)
    case .deviceAvoided(let device, _): return avoid(device)
    case .timeUp(let bound): return runOut(of: bound)
    case .commanded(let command): return obey(command)
    case .finished(let outcome):
      if outcome == due { self.outcome = outcome }
      return []
    }
  }
}

// MARK: - A trial's way

extension JobMachine {
  /// Takes what was asked for, also where it can't be started now: the optimizer would not offer it again.
  private mutating func add(_ suggestions: [Suggestion]) -> [JobEffect] {
    for suggestion in suggestions.prefix(min(awaited, left)) {
      pending.append(study.add(suggestion))
      runs.append(TrialRun())
    }
    awaited = 0
    return settle()
  }

  private mutating func launch(_ id: Trial.ID) -> JobEffect {
    runs[id.index].beginAttempt()
    return .launch(attempt(of: id), study[id].assignment)
  }

  private mutating func launched(_ attempt: Attempt, _ handle: TrialHandle) -> [JobEffect] {
    guard let run = run(of: attempt), run.stage == .launching else {
      // A late answer to an attempt that nobody waits for: it must not stay alive unseen.
      return run(of: attempt)?.handle == handle ? [] : [.stop(attempt, handle)]
    }
    runs[attempt.trial.index].stage = .live(handle)
    study.forgetCurve(of: attempt.trial)
    let reason: Trial.StopReason? = closing == .cancelled ? .cancelled : isInterrupted ? .interrupted : nil
    study.move(attempt.trial, to: reason.map { .stopping($0) } ?? .running)
    return owedEffects(for: attempt.trial)
  }

  private mutating func stop(_ id: Trial.ID, for reason: Trial.StopReason) -> [JobEffect] {
    guard let handle = run(id)?.handle else { return [] }
    switch (study[id].state, reason) {
    case (.running, _), (.stopping(.interrupted), .cancelled): study.move(id, to: .stopping(reason))
    default: return []
    }
    return [.stop(attempt(of: id), handle)]
  }

  private mutating func end(_ id: Trial.ID, _ exit: TrialExit, seen: [String]) -> [JobEffect] {
    if let reason = stopReason(of: id) {
      if reason == .interrupted { return queueAgain(id) }
      return conclude(id, .stopped(final: study.candidateFinal(of: id), reason))
    }
    let state = exit.status == .exited(0) ? study.success(of: id, seen: seen) : .failed(exit.failure)
    let failure = FailureClass(of: state)
    devices.note(failure, on: run(id)?.handle?.devices ?? [])
    guard let failure else { return conclude(id, state) }
    if closing == nil, runs[id.index].mayTryAgain(after: failure, within: limits) { return queueAgain(id) }
    return conclude(id, limits.failurePolicy.ending(of: state, failure))
  }

  private func stopReason(of id: Trial.ID) -> Trial.StopReason? {
    if case .stopping(let reason) = study[id].state { reason } else { closing == .cancelled ? .cancelled : nil }
  }

  private mutating func queueAgain(_ id: Trial.ID) -> [JobEffect] {
    runs[id.index].stage = .waiting
    study.move(id, to: .queued)
    return settle()
  }

  private mutating func conclude(_ id: Trial.ID, _ state: Trial.State) -> [JobEffect] {
    retire(id, as: state)
    guard closing == nil, let reason = FailureRule.verdict(on: self, tally: tally, last: study[id]) else {
      return settle()
    }
    return close(.failed(reason))
  }

  private mutating func retire(_ id: Trial.ID, as state: Trial.State) {
    runs[id.index].stage = .over
    pending.removeAll { $0 == id }
    study.move(id, to: state)
    tally.count(state)
  }

  private func owedEffects(for id: Trial.ID) -> [JobEffect] {
    let attempt = attempt(of: id)
    switch runs[id.index].stage {
    case .waiting, .over: return []
    case .launching: return [.launch(attempt, study[id].assignment)]
    case .live(let handle):
      let follow = JobEffect.follow(attempt, handle, from: runs[id.index].positions)
      if case .stopping = study[id].state { return [follow, .stop(attempt, handle)] }
      return [follow]
    }
  }
}

// MARK: - The job's way

extension JobMachine {
  /// Starts no new trial. Cancelling also stops what runs; after a failure, unfinished trials go on to their end.
  mutating func close(_ ending: Outcome) -> [JobEffect] {
    guard outcome == nil, closing == nil || ending == .cancelled, closing != .cancelled else { return [] }
    closing = ending
    awaited = 0
    guard ending == .cancelled else { return settle() }
    for id in pending where runs[id.index].stage == .waiting {
      retire(id, as: .stopped(final: study.candidateFinal(of: id), .cancelled))
    }
    return stopAll(for: .cancelled) + settle()
  }

  mutating func stopAll(for reason: Trial.StopReason) -> [JobEffect] {
    let ids = pending
    return ids.flatMap { stop($0, for: reason) }
  }

  /// Every effect that the state owes: nothing that was in flight is forgotten.
  private mutating func resume() -> [JobEffect] {
    if let outcome { return [.finish(outcome)] }
    let owed = pending.flatMap { owedEffects(for: $0) }
    return owed + (awaited > 0 ? [.suggest(count: awaited)] : []) + settle()
  }

  /// Starts what waits and asks for what there is room for, or ends the job when nothing is left to wait for.
  mutating func settle() -> [JobEffect] {
    if let due { return [.finish(due)] }
    guard outcome == nil, !isInterrupted else { return [] }
    let waiting = pending.filter { runs[$0.index].stage == .waiting }
    let restarts = waiting.prefix(max(0, width - pending.count + waiting.count)).map { launch($0) }
    guard closing == nil, awaited == 0, room > 0 else { return restarts }
    awaited = room
    return restarts + [.suggest(count: awaited)]
  }

  /// How the job ends, once nothing is left to wait for; nil once it has ended.
  var due: Outcome? {
    guard outcome == nil, pending.isEmpty else { return nil }
    return closing ?? (awaited == 0 && !hasTrialsLeft ? .succeeded : nil)
  }

  /// A job of width 0 would wait for ever.
  private var width: Int { max(1, limits.maxParallelTrials) }
  private var left: Int { max(limits.maxTrials, study.trials.count) - study.trials.count }
  private var room: Int { isExhausted ? 0 : min(width - pending.count, left) }
  var hasTrialsLeft: Bool { left > 0 && !isExhausted }
}
