// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension JobEvent: Decodable {
  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    switch try members.word(Name.self, .event) {
    case .opened: self = .opened(try members.decode(JobOwner.self, forKey: .owner))
    case .suggested: self = .suggested(try members.decode([Suggestion].self, forKey: .suggestions))
    case .exhausted: self = .exhausted
    case .suggestionFailed: self = .suggestionFailed(try members.string(.why))
    case .launched:
      self = .launched(try members.attempt(), try members.decode(TrialHandle.self, forKey: .handle))
    case .delayed: self = .delayed(try members.attempt(), try members.string(.why))
    case .launchFailed: self = .launchFailed(try members.attempt(), try members.string(.why))
    case .seriesChosen:
      self = .seriesChosen(try members.trial(), try members.decode(MetricSeries.self, forKey: .series))
    case .measured:
      self = .measured(
        try members.trial(), try members.decode([Trial.Reading].self, forKey: .readings),
        at: try members.decode(Position.self, forKey: .position))
    case .metricMissing: self = .metricMissing(try members.trial(), seen: try members.strings(.seen))
    case .stopped: self = .stopped(try members.trial(), try members.string(.why))
    case .exited:
      self = .exited(try members.attempt(), try TrialExit(from: decoder), seen: try members.strings(.seen))
    case .deviceAvoided: self = .deviceAvoided(try members.string(.device), try members.string(.why))
    case .timeUp: self = .timeUp(try members.word(JobLimits.TimeBound.self, .bound))
    case .commanded: self = .commanded(try JobCommand(from: decoder))
    case .finished: self = .finished(try Outcome(from: decoder))
    }
  }
}
