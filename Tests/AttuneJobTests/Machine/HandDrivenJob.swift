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
  /// GPUs that attempts get one of, as long as any is free.
  private let devices: [String]
  private var holders: [String: Attempt] = [:]

  init(_ spec: JobSpec, devices: [String] = []) throws {
    self.devices = devices
    let space = try spec.tuning?.space ?? SearchSpace([])
    machine = JobMachine(
      Study(space: space, objective: spec.tuning?.objective, seed: 0), limits: spec.limits,
      origin: spec.tuning?.origin ?? .events)
    take(.opened(JobOwner(host: "h", pid: 1)))
  }

  mutating func take(_ event: JobEvent) {
    journal.append(event)
    if case .exited(let attempt, _, _) = event { holders = holders.filter { $0.value != attempt } }
    for effect in machine.apply(event) {
      switch effect {
      case .suggest(let count):
        let first = machine.study.trials.count + 1
        take(.suggested((first..<first + count).map { .number($0) }))
      case .launch(let attempt, _) where !holdsLaunches && isFree:
        if let device = freeDevice { holders[device] = attempt }
        take(.launched(attempt, handle(of: attempt)))
      case .finish(let outcome):
        effects.append(effect)
        take(.finished(outcome))
      default: effects.append(effect)
      }
    }
  }

  func handle(of attempt: Attempt) -> TrialHandle {
    TrialHandle(
      host: "h", bootID: "b", pid: attempt.trial.rawValue, startTicks: attempt.number,
      devices: devices.filter { holders[$0] == attempt })
  }

  private var freeDevice: String? {
    devices.first { !machine.avoidedDevices.contains($0) && holders[$0] == nil }
  }

  /// Without devices of its own, a machine has room for all.
  private var isFree: Bool { devices.isEmpty || freeDevice != nil }

  func attempt(on device: String) -> Attempt? { holders[device] }

  /// What the controller does after each exit.
  mutating func avoidSuspects() -> [String] {
    guard let (device, why) = machine.suspectDevice else { return [] }
    take(.deviceAvoided(device, why))
    return [device]
  }

  /// The trial's latest attempt ends, after writing `value` if there is one.
  mutating func end(
    _ trial: Int, _ status: TrialExit.Status = .exited(0), value: Double? = nil, seen: [String] = [],
    tail: String = ""
  ) {
    if let value {
      take(.measured(Trial.ID(trial), [Trial.Reading(step: 1, value: value)], at: Position(file: "f", offset: 1)))
    }
    end(trial, with: TrialExit(status: status, tail: tail), seen: seen)
  }

  mutating func end(_ trial: Int, with exit: TrialExit, seen: [String] = []) {
    take(.exited(machine.attempt(of: Trial.ID(trial)), exit, seen: seen))
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
