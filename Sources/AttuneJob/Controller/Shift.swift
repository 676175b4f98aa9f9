// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// What this life of a controller may still start, and when it is over. Nothing of it is journaled: the
/// next life starts afresh and owes every effect that this one withheld.
struct Shift {
  private var isDraining = false
  private var isDetaching = false
  /// The end of the job is on its way through the inbox.
  private var isFinishing = false
  /// Launches under way: they will answer, so the shift can't end before.
  private(set) var launching: Set<Attempt> = []

  mutating func note(_ step: JobController.Step) {
    if step.signals.contains(.drain) || step.signals.contains(.interrupt) { isDraining = true }
    if step.signals.contains(.detach) { isDetaching = true }
    for entry in step.entries {
      switch entry.event {
      case .launched(let attempt, _), .launchFailed(let attempt, _): launching.remove(attempt)
      default: break
      }
    }
  }

  /// The effects that may start now.
  mutating func permitted(_ effects: [JobEffect]) -> [JobEffect] {
    let permitted = effects.filter { effect in
      switch effect {
      case .suggest, .launch: !isDraining && !isDetaching
      case .follow, .stop, .finish: true
      }
    }
    for effect in permitted {
      switch effect {
      case .launch(let attempt, _): launching.insert(attempt)
      case .finish: isFinishing = true
      case .suggest, .follow, .stop: break
      }
    }
    return permitted
  }

  func ending(of machine: JobMachine) -> JobController.Ending? {
    if let outcome = machine.outcome { return .finished(outcome) }
    if isDetaching { return .detached }
    let isIdle = launching.isEmpty && machine.liveAttempts.isEmpty
    return isDraining && isIdle && !isFinishing ? .suspended : nil
  }
}
