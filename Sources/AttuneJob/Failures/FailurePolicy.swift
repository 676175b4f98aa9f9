// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

/// What is done about each way in which trials go wrong (`attune: failurePolicy`).
public struct FailurePolicy: Sendable, Hashable {
  public enum Reaction: String, Sendable, Hashable, CaseIterable {
    /// The trial runs again, as often as `JobLimits.retries` says; one that is lost, three times.
    case retry = "RETRY"
    /// The trial has failed, and counts as such.
    case fail = "FAIL"
    /// The trial has no result and is no failure: the optimizer keeps away from it.
    case infeasible = "INFEASIBLE"
    /// Nothing new is started, what runs goes on to its end, and the job has failed.
    case stopJob = "STOP_JOB"
  }

  private var reactions: [FailureClass: Reaction] = [:]

  /// What goes without saying. A second try takes as long as the first (`timeLimit`), and finds the same disk full.
  public static let `default` = FailurePolicy([
    .timeLimit: .fail, .diskFull: .stopJob, .notFinite: .infeasible, .noMetric: .infeasible,
  ])

  /// That of jobs that were made before there was a choice.
  public static let original = FailurePolicy([.notFinite: .infeasible, .noMetric: .infeasible])

  private init(_ reactions: [FailureClass: Reaction]) {
    for failure in FailureClass.allCases { self.reactions[failure] = reactions[failure] ?? .retry }
  }

  public subscript(failure: FailureClass) -> Reaction {
    get { reactions[failure] ?? .retry }
    set { reactions[failure] = newValue }
  }
}

extension FailurePolicy {
  /// What a trial is that went wrong and is not tried again.
  func ending(of state: Trial.State, _ failure: FailureClass) -> Trial.State {
    switch (self[failure], state) {
    case (.infeasible, .failed(let failure)): .infeasible(.failed(failure))
    case (.fail, .infeasible(let reason)): .failed(Trial.Failure(.reported(reason.description)))
    default: state
    }
  }
}
