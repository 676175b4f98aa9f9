// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

/// All the logic of a job: what happened goes in, what to do about it comes out.
///
/// A value without clock, file or randomness. `apply` is total: any event in any state, in any order.
/// The journal is the list of events; replaying it gives the same machine, and `resume` then re-issues
/// every effect that the state still owes.
public struct JobMachine: Sendable, Hashable {
  public private(set) var study: Study
  public private(set) var limits: JobLimits
  public private(set) var outcome: Outcome?
  /// Set once nothing new is to be started: the job ends this way when its running trials have ended.
  public private(set) var closing: Outcome?
  /// Running trials are being stopped, and run again once the job is opened again.
  public private(set) var isInterrupted = false
  private var runs: [TrialRun] = []
  private var tally = TrialTally()
  /// Suggestions asked for and not yet answered.
  private var awaited = 0
  private var isExhausted = false

  public init(_ study: Study, limits: JobLimits) {
    self.study = study
    self.limits = limits
  }

  public init(_ study: Study, limits: JobLimits, replaying journal: some Sequence<JournalEntry>) {
    self.init(study, limits: limits)
    for entry in journal { _ = apply(entry.event) }
  }

  public mutating func apply(_ event: JobEvent) -> [JobEffect] {
    switch event {
    case .opened:
      isInterrupted = false
      return resume()
    case .suggested(let suggestions): return add(suggestions)
    case .exhausted:
      awaited = 0
      isExhausted = true
      return settle()
    case .suggestionFailed(let message):
      awaited = 0
      return close(.failed("no suggestion could be made: \(message)"))
    case .launched(let attempt, let handle): return launched(attempt, handle)
    case .launchFailed(let attempt, let why):
      guard run(of: attempt)?.stage == .launching else { return [] }
      return end(attempt.trial, TrialExit(status: .couldNotStart(why)), seen: [])
    case .seriesChosen(let id, _):
      guard liveHandle(of: id) != nil else { return [] }
      runs[id.index].positions = []
      study.forgetCurve(of: id)
      return []
    case .measured(let id, let readings, let position):
      guard liveHandle(of: id) != nil else { return [] }
      runs[id.index].advance(to: position)
      study.record(readings, of: id)
      return []
    case .metricMissing: return []
    case .stopped(let id, let why): return stop(id, for: .unpromising(why))
    case .exited(let attempt, let exit, let seen):
      guard run(of: attempt)?.handle != nil else { return [] }
      return end(attempt.trial, exit, seen: seen)
    case .commanded(let command): return obey(command)
    case .finished(let outcome):
      if unfinished == 0, awaited == 0 || closing != nil, self.outcome == nil { self.outcome = outcome }
      return []
    }
  }

  /// Every effect that the state still owes: nothing that was in flight is forgotten.
  public mutating func resume() -> [JobEffect] {
    if let outcome { return [.finish(outcome)] }
    let owed = study.trials.flatMap { owedEffects(for: $0) }
    if awaited > 0 { return owed + [.suggest(count: awaited)] }
    return owed + settle()
  }
}

// MARK: - What others may know

extension JobMachine {
  /// Attempts whose process tree may be alive.
  public var liveAttempts: [Attempt] {
    study.trials.compactMap { liveHandle(of: $0.id) == nil ? nil : attempt(of: $0.id) }
  }

  /// Trials that have not ended.
  public var unfinished: Int { study.trials.count - study.completions }

  /// The latest attempt of a trial; number 0 before the first launch.
  public func attempt(of id: Trial.ID) -> Attempt {
    Attempt(trial: id, number: study.contains(id) ? runs[id.index].attempt : 0)
  }

  private func run(of attempt: Attempt) -> TrialRun? {
    guard study.contains(attempt.trial), runs[attempt.trial.index].attempt == attempt.number else {
      return nil
    }
    return runs[attempt.trial.index]
  }

  private func liveHandle(of id: Trial.ID) -> TrialHandle? {
    study.contains(id) ? runs[id.index].handle : nil
  }

  private var mayStart: Bool { outcome == nil && closing == nil && !isInterrupted }
}

// MARK: - A trial's way

extension JobMachine {
  private mutating func add(_ suggestions: [Suggestion]) -> [JobEffect] {
    awaited = 0
    guard mayStart else { return settle() }
    let room = max(0, min(limits.maxParallelTrials - unfinished, limits.maxTrials - study.trials.count))
    var effects: [JobEffect] = []
    for suggestion in suggestions.prefix(room) {
      let id = study.add(suggestion)
      runs.append(TrialRun())
      effects.append(launch(id))
    }
    return effects + settle()
  }

  private mutating func launch(_ id: Trial.ID) -> JobEffect {
    runs[id.index].beginAttempt()
    study.forgetCurve(of: id)
    return .launch(attempt(of: id), study[id].assignment)
  }

  private mutating func launched(_ attempt: Attempt, _ handle: TrialHandle) -> [JobEffect] {
    guard let run = run(of: attempt), run.stage == .launching else {
      // A late answer to an attempt that nobody waits for: it must not stay alive unseen.
      return run(of: attempt)?.handle == handle ? [] : [.stop(attempt, handle)]
    }
    runs[attempt.trial.index].stage = .live(handle)
    let reason: Trial.StopReason? = closing == .cancelled ? .cancelled : isInterrupted ? .interrupted : nil
    study.move(attempt.trial, to: reason.map { .stopping($0) } ?? .running)
    return [.follow(attempt, handle, from: [])] + (reason == nil ? [] : [.stop(attempt, handle)])
  }

  private mutating func stop(_ id: Trial.ID, for reason: Trial.StopReason) -> [JobEffect] {
    guard let handle = liveHandle(of: id) else { return [] }
    switch (study[id].state, reason) {
    case (.running, _), (.stopping(.interrupted), .cancelled): study.move(id, to: .stopping(reason))
    default: return []
    }
    return [.stop(attempt(of: id), handle)]
  }

  private mutating func end(_ id: Trial.ID, _ exit: TrialExit, seen: [String]) -> [JobEffect] {
    runs[id.index].stage = .over
    if case .stopping(let reason) = study[id].state {
      if reason == .interrupted { return startAgain(id) }
      return conclude(id, .stopped(final: study.candidateFinal(of: id), reason))
    }
    guard exit.status != .exited(0) else { return conclude(id, study.success(of: id, seen: seen)) }
    if runs[id.index].mayTryAgain(after: exit.status, retries: limits.retries), closing == nil {
      return startAgain(id)
    }
    return conclude(id, .failed(exit.failure))
  }

  private mutating func startAgain(_ id: Trial.ID) -> [JobEffect] {
    runs[id.index].stage = .waiting
    study.move(id, to: .queued)
    return mayStart ? [launch(id)] : []
  }

  private mutating func conclude(_ id: Trial.ID, _ state: Trial.State) -> [JobEffect] {
    study.move(id, to: state)
    tally.count(state)
    if closing == nil, let reason = FailureRule.verdict(on: study, limits: limits, tally: tally, last: id) {
      return close(.failed(reason))
    }
    return settle()
  }

  private func owedEffects(for trial: Trial) -> [JobEffect] {
    let attempt = attempt(of: trial.id)
    switch runs[trial.id.index].stage {
    case .waiting, .over: return []
    case .launching: return [.launch(attempt, trial.assignment)]
    case .live(let handle):
      let follow = JobEffect.follow(attempt, handle, from: runs[trial.id.index].positions)
      if case .stopping = trial.state { return [follow, .stop(attempt, handle)] }
      return [follow]
    }
  }
}

// MARK: - The job's way

extension JobMachine {
  private mutating func obey(_ command: JobCommand) -> [JobEffect] {
    switch command {
    case .amend(let limits):
      self.limits = limits
      return settle()
    case .reopen:
      guard case .failed = outcome else { return [] }
      outcome = nil
      closing = nil
      tally.forgive()
      return settle()
    case .cancel:
      return outcome == nil ? close(.cancelled) : []
    case .interrupt:
      guard outcome == nil else { return [] }
      isInterrupted = true
      return liveAttempts.flatMap { stop($0.trial, for: .interrupted) }
    }
  }

  /// Starts nothing more. Cancelling also stops what runs; after a failure, running trials go on to their end.
  private mutating func close(_ outcome: Outcome) -> [JobEffect] {
    guard self.outcome == nil, closing != .cancelled else { return [] }
    closing = outcome
    let stops = outcome == .cancelled ? liveAttempts.flatMap { stop($0.trial, for: .cancelled) } : []
    return stops + settle()
  }

  /// Asks for what there is room for, or ends the job when nothing is left to wait for.
  private mutating func settle() -> [JobEffect] {
    guard outcome == nil, !isInterrupted else { return [] }
    let waiting = study.trials.indices.filter { runs[$0].stage == .waiting }.map { study.trials[$0].id }
    if closing == nil {
      let room = min(limits.maxParallelTrials - unfinished, limits.maxTrials - study.trials.count)
      let restarts = waiting.map { launch($0) }
      guard awaited == 0 else { return restarts }
      if room > 0, !isExhausted {
        awaited = room
        return restarts + [.suggest(count: room)]
      }
      return unfinished == 0 ? [.finish(.succeeded)] : restarts
    }
    for id in waiting { study.move(id, to: .stopped(final: nil, .cancelled)) }
    return unfinished == 0 ? [.finish(closing ?? .succeeded)] : []
  }
}

extension Trial.ID {
  var index: Int { rawValue - 1 }
}
