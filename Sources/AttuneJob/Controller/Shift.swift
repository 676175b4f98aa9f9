// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// What this life of a controller may still start, and when it is over. Nothing of it is journaled: the
/// next life starts afresh and owes every effect that this one withheld.
struct Shift {
  private var isDraining = false
  private var isDetaching = false
  private var isOutOfTime = false
  /// Launches under way: they will answer, so the shift can't end before.
  private(set) var launching: Set<Attempt> = []
  private var alarms: Set<JobController.Alarm> = []
  /// Launches that the next life owes.
  private var withheld: [Attempt] = []
  private var exportRests = false
  /// The job is not as its export says.
  private(set) var isExportBehind = false

  /// In this life, whatever the machine may want.
  var startsNothing: Bool { isDraining || isDetaching }

  mutating func note(_ step: JobController.Step) {
    for attempt in step.withheld {
      launching.remove(attempt)
      withheld.append(attempt)
    }
    if step.exportHasRested { exportRests = false }
    if step.changesSummary { isExportBehind = true }
    if step.signals.contains(.drain) { isDraining = true }
    if step.signals.contains(.detach) { isDetaching = true }
    for entry in step.entries {
      switch entry.event {
      case .launched(let attempt, _), .launchFailed(let attempt, _): launching.remove(attempt)
      // Also when it comes through the command table.
      case .commanded(.interrupt): isDraining = true
      case .timeUp(.maxRunningTime): (isDraining, isOutOfTime) = (true, true)
      default: break
      }
    }
  }

  /// Whether the alarm is new.
  mutating func sets(_ alarm: JobController.Alarm) -> Bool { alarms.insert(alarm).inserted }

  /// Whether the job is to be exported now; then the export rests, until a step says that it has.
  mutating func exports() -> Bool {
    guard isExportBehind, !exportRests else { return false }
    (isExportBehind, exportRests) = (false, true)
    return true
  }

  /// The effects that may start now. What an earlier life may have started is asked for also when nothing new may be:
  /// whoever is told that nothing runs must be able to believe it.
  mutating func permitted(_ step: JobController.Step) -> [JobEffect] {
    step.effects.filter { effect in
      switch effect {
      case .suggest: return !isDraining && !isDetaching
      case .launch(let attempt, _):
        guard !isDetaching, !isDraining || step.unsettled.contains(attempt) else {
          withheld.append(attempt)
          return false
        }
        launching.insert(attempt)
      case .finish, .follow, .stop: break
      }
      return true
    }
  }

  /// Launches that will never be, because the job is cancelled.
  mutating func abandoned(by machine: JobMachine) -> [Attempt] {
    guard machine.closing == .cancelled else { return [] }
    defer { withheld = [] }
    return withheld
  }

  func ending(of machine: JobMachine) -> JobController.Ending? {
    if let outcome = machine.outcome { return .finished(outcome) }
    if isDetaching { return .detached }
    let isIdle = launching.isEmpty && machine.liveAttempts.isEmpty
    // The end of the job may be on its way through the inbox.
    guard isDraining, isIdle, machine.due == nil else { return nil }
    return isOutOfTime ? .outOfTime : .suspended
  }
}
