// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// What a job is told to do, by its users and by the time.
extension JobMachine {
  mutating func obey(_ command: JobCommand) -> [JobEffect] {
    switch command {
    case .amend(let limits):
      self.limits = limits
      isExhausted = false
      timesUp = []
      return settle()
    case .reopen:
      guard case .failed = outcome, hasTrialsLeft else { return [] }
      return open()
    case .retryFailed: return retryFailed()
    case .cancel: return close(.cancelled)
    case .interrupt: return interrupt()
    }
  }

  private mutating func open() -> [JobEffect] {
    outcome = nil
    closing = nil
    tally.forgive()
    devices.forgive()
    return settle()
  }

  /// Each failed trial waits for another attempt, with all its retries.
  private mutating func retryFailed() -> [JobEffect] {
    let failed = failedTrials
    guard closing != .cancelled, !failed.isEmpty else { return [] }
    for id in failed {
      runs[id.index].forgive()
      study.move(id, to: .queued)
    }
    pending = (pending + failed).sorted()
    return open()
  }

  private mutating func interrupt() -> [JobEffect] {
    guard outcome == nil else { return [] }
    isInterrupted = true
    return stopAll(for: .interrupted)
  }

  /// What failed there says nothing of the job; but the user's own limit counts every failure.
  mutating func avoid(_ device: String) -> [JobEffect] {
    devices.avoid(device)
    if limits.maxFailedTrials == 0 { tally.forgive() }
    return []
  }

  mutating func exhaust() -> [JobEffect] {
    awaited = 0
    isExhausted = true
    return settle()
  }

  mutating func runOut(of bound: JobLimits.TimeBound) -> [JobEffect] {
    guard outcome == nil, timesUp.insert(bound).inserted else { return [] }
    switch bound {
    case .maxRunningTime: return interrupt()
    case .timeBudget: return exhaust()
    }
  }
}
