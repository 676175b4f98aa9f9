// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// How many trials ended in each way that matters to the job's own end.
struct TrialTally: Sendable, Hashable {
  private(set) var ended = 0
  private(set) var failed = 0
  private(set) var metricless = 0
  /// How many of the latest, in a row, failed in the way of the last one.
  private(set) var alike = 0
  private var likeness: String?

  mutating func count(_ state: Trial.State) {
    ended += 1
    if case .infeasible(.noMetric) = state { metricless += 1 }
    guard case .failed(let failure) = state else {
      (alike, likeness) = (0, nil)
      return
    }
    failed += 1
    alike = failure.likeness == likeness ? alike + 1 : 1
    likeness = failure.likeness
  }

  /// A job that is reopened starts with a clean slate.
  mutating func forgive() { self = TrialTally() }
}

/// When a job gives up: too many failed trials, a failure that stops the job, or a metric that nobody writes.
///
/// With `maxFailedTrials` 0 the service decided; here: at least 3 failures (or all of `maxTrials`, if fewer) and nothing
/// else; 10 in a row that are alike; or more failures than half of at least 10 ended trials. While trials fail on one
/// GPU only and run on others, the job does not give up: `DeviceHealth` gives up that GPU.
enum FailureRule {
  private static let first = 3
  private static let inARow = 10

  static func verdict(on job: JobMachine, tally: TrialTally, last: Trial) -> String? {
    if let reason = stopped(by: job.limits.failurePolicy, last) { return reason }
    return switch last.state {
    case .failed(let failure): tooManyFailures(job, tally, last, failure)
    case .infeasible(let reason): noMetric(job, tally, reason)
    default: nil
    }
  }

  private static func stopped(by policy: FailurePolicy, _ last: Trial) -> String? {
    guard let failure = FailureClass(of: last.state), policy[failure] == .stopJob else { return nil }
    let tail = if case .failed(let failure) = last.state, !failure.tail.isEmpty { "\n\(failure.tail)" } else { "" }
    return "trial \(last.id) ended the job, as 'attune: failurePolicy: \(failure.rawValue)' says: "
      + last.state.reason + tail
  }

  private static func tooManyFailures(
    _ job: JobMachine, _ tally: TrialTally, _ last: Trial, _ failure: Trial.Failure
  ) -> String? {
    guard job.study.objective != nil else { return failure.serviceText }
    let limit = job.limits.maxFailedTrials
    if limit > 0 {
      guard tally.failed >= limit else { return nil }
      return "Hyperparameter Tuning Trial #\(last.id) failed. \(tally.failed) total hyperparameter trial "
        + "failures were seen, out of \(job.study.trials.count) trials attempted which reaches the user-specified "
        + "limit of \(limit).The last trial to fail was #\(last.id), with parameters: "
        + "\(last.assignment.serviceText).  The trial's error message was: \(failure.serviceText)"
    }
    if job.devices.isConfined(amid: job.devicesInUse) { return nil }
    if tally.failed == tally.ended, tally.failed >= min(first, job.limits.maxTrials) {
      let breaker =
        tally.failed >= first && tally.alike == tally.failed
        ? "The first \(tally.failed) trials all failed in the same way, so nothing more is started. " : ""
      return breaker + "Hyperparameter Tuning Trial #\(last.id) failed before any other successful trials were "
        + "completed. The failed trial had parameters: \(last.assignment.serviceText)"
        + "The trial's error message was: \(failure.serviceText)"
    }
    let words =
      if tally.alike >= inARow {
        "The last \(tally.alike) trials all failed in the same way, so nothing more is started; the last was #\(last.id)"
      } else if tally.ended >= 10, tally.failed * 2 > tally.ended {
        "\(tally.failed) of \(tally.ended) trials failed, the last was #\(last.id)"
      } else { String?.none }
    guard let words else { return nil }
    return "\(words), with parameters: \(last.assignment.serviceText).  The trial's error message was: "
      + failure.serviceText
  }

  /// The brake: the first three trials (or `maxTrials`) wrote no matching tag, so the others would not either.
  private static func noMetric(_ job: JobMachine, _ tally: TrialTally, _ reason: Trial.Infeasibility) -> String? {
    guard tally.metricless == tally.ended, tally.ended >= min(first, job.limits.maxTrials), job.hasTrialsLeft else {
      return nil
    }
    let advice = (job.origin.advice ?? reason.advice).map { "; \($0)" } ?? ""
    return "the first \(tally.ended) trials had no metric: \(reason)\(advice)"
  }
}

extension Assignment {
  /// `lr=0.1, optimizer=Adam, `: each followed by a comma, as the service wrote it.
  fileprivate var serviceText: String {
    entries.map { "\($0.name)=\($0.value.text), " }.joined()
  }
}

extension Trial.Failure {
  fileprivate var serviceText: String {
    guard case .exited(let status) = kind else { return tail.isEmpty ? description : "\(description)\n\(tail)" }
    let cause = diagnosis == nil ? "" : "\n\(description)"
    return
      "The replica master 0 exited with a non-zero status of \(status). Termination reason: Error. \n\(tail)\(cause)"
  }
}
