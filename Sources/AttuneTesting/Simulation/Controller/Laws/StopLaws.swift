// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// No trainer is asked to stop before the reason is durable.
struct StopLaws {
  enum Reason { case unpromising, interrupted, cancelled }

  private var reasons: [Trial.ID: Reason] = [:]
  private var live: Set<Trial.ID> = []
  private var isInterrupted = false
  private var isCancelled = false

  /// Why a trial is being stopped, if it is.
  func reason(for trial: Trial.ID) -> Reason? { isCancelled ? reasons[trial] ?? .cancelled : reasons[trial] }

  mutating func take(_ event: JobEvent, isFinished: Bool) {
    switch event {
    // What was being stopped to run again is still being stopped.
    case .opened: isInterrupted = false
    case .launched(let attempt, _):
      live.insert(attempt.trial)
      reasons[attempt.trial] = isInterrupted ? .interrupted : nil
    case .exited(let attempt, _, _): live.remove(attempt.trial)
    case .stopped(let trial, _): reasons[trial] = .unpromising
    case .timeUp(.maxRunningTime), .commanded(.interrupt): if !isFinished { interrupt() }
    case .commanded(.cancel): if !isFinished { cancel() }
    default: break
    }
  }

  private mutating func interrupt() {
    isInterrupted = true
    for trial in live where reasons[trial] == nil { reasons[trial] = .interrupted }
  }

  private mutating func cancel() {
    isCancelled = true
    for trial in live where reasons[trial] != .unpromising { reasons[trial] = .cancelled }
  }

  func asked(_ attempt: Attempt, by life: Int) -> [String] {
    reason(for: attempt.trial) == nil ? ["life \(life) stops \(attempt), and the journal gives no reason"] : []
  }
}
