// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension JobEvent: JSONObjectWritable {
  /// The event's name in the journal.
  enum Name: String {
    case opened, suggested, exhausted, suggestionFailed, delayed, launched, launchFailed, seriesChosen, measured
    case metricMissing, stopped, exited, deviceAvoided, timeUp, commanded, finished
  }

  var name: Name {
    switch self {
    case .opened: .opened
    case .suggested: .suggested
    case .exhausted: .exhausted
    case .suggestionFailed: .suggestionFailed
    case .delayed: .delayed
    case .launched: .launched
    case .launchFailed: .launchFailed
    case .seriesChosen: .seriesChosen
    case .measured: .measured
    case .metricMissing: .metricMissing
    case .stopped: .stopped
    case .exited: .exited
    case .deviceAvoided: .deviceAvoided
    case .timeUp: .timeUp
    case .commanded: .commanded
    case .finished: .finished
    }
  }

  package func writeMembers(to json: inout JSONText) {
    json.member(.event, name.rawValue)
    switch self {
    case .opened(let owner): json.member(.owner, owner)
    case .suggested(let suggestions): json.member(.suggestions, suggestions)
    case .exhausted: break
    case .suggestionFailed(let why): json.member(.why, why)
    case .launched(let attempt, let handle):
      attempt.writeMembers(to: &json)
      json.member(.handle, handle)
    case .delayed(let attempt, let why), .launchFailed(let attempt, let why):
      attempt.writeMembers(to: &json)
      json.member(.why, why)
    case .seriesChosen(let trial, let series):
      json.member(.trial, trial.rawValue)
      json.member(.series, series)
    case .measured(let trial, let readings, let position):
      json.member(.trial, trial.rawValue)
      json.member(.readings, readings)
      json.member(.position, position)
    case .metricMissing(let trial, let seen):
      json.member(.trial, trial.rawValue)
      json.member(.seen, seen)
    case .stopped(let trial, let why):
      json.member(.trial, trial.rawValue)
      json.member(.why, why)
    case .exited(let attempt, let exit, let seen):
      attempt.writeMembers(to: &json)
      exit.writeMembers(to: &json)
      json.member(.seen, seen)
    case .deviceAvoided(let device, let why):
      json.member(.device, device)
      json.member(.why, why)
    case .timeUp(let bound): json.member(.bound, bound.rawValue)
    case .commanded(let command): command.writeMembers(to: &json)
    case .finished(let outcome): outcome.writeMembers(to: &json)
    }
  }
}

extension Attempt {
  func writeMembers(to json: inout JSONText) {
    json.member(.trial, trial.rawValue)
    json.member(.attempt, number)
  }
}
