// SPDX-License-Identifier: Apache-2.0

extension JobCommand: JSONObjectWritable, Decodable {
  private enum Word: String {
    case cancel, interrupt, amend, reopen, retryFailed
  }

  package func writeMembers(to json: inout JSONText) {
    switch self {
    case .cancel: json.member(.command, Word.cancel.rawValue)
    case .interrupt: json.member(.command, Word.interrupt.rawValue)
    case .amend(let limits):
      json.member(.command, Word.amend.rawValue)
      json.member(.limits, limits)
    case .reopen: json.member(.command, Word.reopen.rawValue)
    case .retryFailed: json.member(.command, Word.retryFailed.rawValue)
    }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    switch try members.word(Word.self, .command) {
    case .cancel: self = .cancel
    case .interrupt: self = .interrupt
    case .amend: self = .amend(try members.decode(JobLimits.self, forKey: .limits))
    case .reopen: self = .reopen
    case .retryFailed: self = .retryFailed
    }
  }
}

extension JobLimits: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.maxTrials, maxTrials)
    json.member(.maxParallelTrials, maxParallelTrials)
    json.member(.maxFailedTrials, maxFailedTrials)
    json.member(.retries, retries)
    if failurePolicy != .original { json.member(.failurePolicy, failurePolicy) }
    json.member(.maxRunningTime, ifPresent: maxRunningTime?.milliseconds)
    json.member(.timeBudget, ifPresent: timeBudget?.milliseconds)
    json.member(.trialTimeLimit, ifPresent: trialTimeLimit?.milliseconds)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    func duration(_ key: JSONKey) throws -> Duration? {
      try members.decodeIfPresent(Int.self, forKey: key).map { .milliseconds($0) }
    }
    self.init(
      maxTrials: try members.integer(.maxTrials),
      maxParallelTrials: try members.integer(.maxParallelTrials),
      maxFailedTrials: try members.integer(.maxFailedTrials), retries: try members.integer(.retries),
      failurePolicy: try members.decodeIfPresent(FailurePolicy.self, forKey: .failurePolicy) ?? .original,
      maxRunningTime: try duration(.maxRunningTime), timeBudget: try duration(.timeBudget),
      trialTimeLimit: try duration(.trialTimeLimit))
  }
}
