// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension Trial.State {
  public var word: TrialRecord.State {
    switch self {
    case .queued: .queued
    case .running: .running
    case .stopping: .stopping
    case .succeeded: .succeeded
    case .stopped: .stopped
    case .infeasible: .infeasible
    case .failed: .failed
    }
  }

  /// Why, in words; empty for a plain success and for what is on its way.
  public var reason: String {
    switch self {
    case .queued, .running, .succeeded: ""
    case .stopping(let reason), .stopped(_, let reason): reason.description
    case .infeasible(let reason): reason.description
    case .failed(let failure): failure.description
    }
  }

  var tail: String {
    if case .failed(let failure) = self { failure.tail } else { "" }
  }

  var isUnpromising: Bool {
    if case .stopped(_, .unpromising) = self { true } else { false }
  }
}

extension TrialRecord.State {
  public var isFinished: Bool {
    switch self {
    case .queued, .running, .stopping: false
    case .succeeded, .stopped, .infeasible, .failed: true
    }
  }
}

extension JobEvent {
  /// The trial that the event is about.
  public var trial: Trial.ID? {
    switch self {
    case .launched(let attempt, _), .delayed(let attempt, _), .launchFailed(let attempt, _),
      .exited(let attempt, _, _):
      attempt.trial
    case .seriesChosen(let id, _), .measured(let id, _, _), .metricMissing(let id, _), .stopped(let id, _): id
    case .opened, .suggested, .exhausted, .suggestionFailed, .deviceAvoided, .timeUp, .commanded, .finished: nil
    }
  }
}
