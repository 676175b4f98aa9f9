// SPDX-License-Identifier: Apache-2.0

extension JobCommand: JSONObjectWritable, Decodable {
  private enum Word: String {
    case cancel, interrupt, amend, reopen
  }

  package func writeMembers(to json: inout JSONText) {
    switch self {
    case .cancel: json.member(.command, Word.cancel.rawValue)
    case .interrupt: json.member(.command, Word.interrupt.rawValue)
    case .amend(let limits):
      json.member(.command, Word.amend.rawValue)
      json.member(.limits, limits)
    case .reopen: json.member(.command, Word.reopen.rawValue)
    }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    switch try members.word(Word.self, .command) {
    case .cancel: self = .cancel
    case .interrupt: self = .interrupt
    case .amend: self = .amend(try members.decode(JobLimits.self, forKey: .limits))
    case .reopen: self = .reopen
    }
  }
}

extension JobLimits: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.maxTrials, maxTrials)
    json.member(.maxParallelTrials, maxParallelTrials)
    json.member(.maxFailedTrials, maxFailedTrials)
    json.member(.retries, retries)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      maxTrials: try members.integer(.maxTrials),
      maxParallelTrials: try members.integer(.maxParallelTrials),
      maxFailedTrials: try members.integer(.maxFailedTrials), retries: try members.integer(.retries))
  }
}
