// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// A trial has exactly the attempts that its failures, its losses and what was asked for explain: none more, none fewer.
struct RetryLaws {
  private struct Tries {
    var failures = 0
    var losses = 0
    /// Its latest attempt has ended and gives a reason for another one.
    var isDue = false
    /// Its latest attempt has ended, and not well; nil for one that goes on.
    var hasFailed: Bool?
    /// Whether it was pardoned is not known: it may have waited for another attempt, or been left by a job that closed.
    var isUnclear = false
  }

  /// One that is lost is tried again three times, whatever the retries are.
  private static let losses = 3

  private let retries: Int
  private var tries: [Trial.ID: Tries] = [:]

  init(_ retries: Int) { self.retries = retries }

  /// - Parameter isStopped: whether a trial is being stopped for good.
  /// - Parameter reason: why a trial is being stopped.
  mutating func take(_ event: JobEvent, isFinished: Bool, reason: (Trial.ID) -> StopLaws.Reason?) {
    switch event {
    case .launchFailed(let attempt, _): failed(attempt.trial, isLoss: false, reason(attempt.trial) == .cancelled)
    case .exited(let attempt, let exit, _): exited(attempt.trial, exit.status, reason(attempt.trial))
    case .commanded(.retryFailed): pardon()
    // What failed while the job closed is left as it is.
    case .commanded(.reopen) where isFinished: for id in tries.keys { tries[id]?.isDue = false }
    default: break
    }
  }

  private mutating func exited(_ trial: Trial.ID, _ status: TrialExit.Status, _ reason: StopLaws.Reason?) {
    switch (reason, status) {
    case (.interrupted, _):
      tries[trial, default: Tries()].isDue = true
      tries[trial]?.hasFailed = false
    case (nil, .exited(0)), (.unpromising, _), (.cancelled, _):
      tries[trial, default: Tries()].isDue = false
      tries[trial]?.hasFailed = false
    case (nil, _): failed(trial, isLoss: status == .lost, false)
    }
  }

  private mutating func failed(_ trial: Trial.ID, isLoss: Bool, _ isCancelled: Bool) {
    var own = tries[trial] ?? Tries()
    if isLoss { own.losses += 1 } else { own.failures += 1 }
    own.isDue = !isCancelled && (isLoss ? own.losses <= Self.losses : own.failures <= retries)
    own.hasFailed = !isCancelled
    tries[trial] = own
  }

  /// What has failed is tried again, with all its retries.
  private mutating func pardon() {
    for (id, own) in tries where own.hasFailed == true {
      tries[id] = Tries(isDue: true, hasFailed: true, isUnclear: own.isDue || own.isUnclear)
    }
  }

  mutating func asked(_ attempt: Attempt) -> [String] {
    let own = tries[attempt.trial] ?? Tries()
    tries[attempt.trial, default: Tries()].isDue = false
    tries[attempt.trial]?.hasFailed = nil
    guard attempt.number > 1, own.hasFailed != nil, !own.isDue, !own.isUnclear else { return [] }
    return ["\(attempt) is launched after \(own.failures) failures and \(own.losses) losses, with \(retries) retries"]
  }

  func finished(_ event: JobEvent) -> [String] {
    guard event == .finished(.succeeded) else { return [] }
    return tries.filter { $0.value.isDue && !$0.value.isUnclear }.keys.sorted().map { id in
      "the job succeeded, and trial \(id) was not tried again after its failure"
    }
  }
}
