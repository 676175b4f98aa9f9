// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// A machine whose optimizer and executor answer at once; the test says what becomes of trainers.
struct HandDrivenJob {
  private(set) var machine: JobMachine
  /// What was asked for, but for suggestions and launches that were answered.
  private(set) var effects: [JobEffect] = []
  /// Launches are left unanswered.
  var holdsLaunches = false
  /// Every event so far.
  private(set) var journal: [JobEvent] = []

  init(_ spec: JobSpec) throws {
    let space = try spec.tuning?.space ?? SearchSpace([])
    machine = JobMachine(
      Study(space: space, objective: spec.tuning?.objective, seed: 0), limits: spec.limits,
      origin: spec.tuning?.origin ?? .events)
    take(.opened(JobOwner(host: "h", pid: 1)))
  }

  mutating func take(_ event: JobEvent) {
    journal.append(event)
    for effect in machine.apply(event) {
      switch effect {
      case .suggest(let count):
        let first = machine.study.trials.count + 1
        take(.suggested((first..<first + count).map { .number($0) }))
      case .launch(let attempt, _) where !holdsLaunches: take(.launched(attempt, handle(of: attempt)))
      case .finish(let outcome):
        effects.append(effect)
        take(.finished(outcome))
      default: effects.append(effect)
      }
    }
  }

  func handle(of attempt: Attempt) -> TrialHandle {
    TrialHandle(host: "h", bootID: "b", pid: attempt.trial.rawValue, startTicks: attempt.number)
  }

  /// The trial's latest attempt ends, after writing `value` if there is one.
  mutating func end(
    _ trial: Int, _ status: TrialExit.Status = .exited(0), value: Double? = nil, seen: [String] = [],
    tail: String = ""
  ) {
    let id = Trial.ID(trial)
    if let value {
      take(.measured(id, [Trial.Reading(step: 1, value: value)], at: Position(file: "f", offset: 1)))
    }
    take(.exited(machine.attempt(of: id), TrialExit(status: status, tail: tail), seen: seen))
  }

  func state(_ trial: Int) -> Trial.State { machine.study[Trial.ID(trial)].state }
  func attempts(_ trial: Int) -> Int { machine.attempt(of: Trial.ID(trial)).number }

  var stops: [Attempt] {
    effects.compactMap { if case .stop(let attempt, _) = $0 { attempt } else { nil } }
  }

  /// Why the job fails or failed; nil if it does not.
  var failure: String? {
    if case .failed(let why) = machine.outcome ?? machine.closing { why } else { nil }
  }
}
