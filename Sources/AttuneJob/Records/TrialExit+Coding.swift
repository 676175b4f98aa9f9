// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension TrialExit: JSONObjectWritable, Decodable {
  private enum Word: String {
    case exited, killed, couldNotStart, lost
  }

  package func writeMembers(to json: inout JSONText) {
    switch status {
    case .exited(let code):
      json.member(.status, Word.exited.rawValue)
      json.member(.code, code)
    case .killed(let signal):
      json.member(.status, Word.killed.rawValue)
      json.member(.signal, signal)
    case .couldNotStart(let why):
      json.member(.status, Word.couldNotStart.rawValue)
      json.member(.why, why)
    case .lost: json.member(.status, Word.lost.rawValue)
    }
    json.member(.usage, ifPresent: usage)
    json.member(.tail, tail)
    json.member(.diagnosis, ifPresent: diagnosis)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let status: Status =
      switch try members.word(Word.self, .status) {
      case .exited: .exited(try members.integer(.code))
      case .killed: .killed(signal: try members.integer(.signal))
      case .couldNotStart: .couldNotStart(try members.string(.why))
      case .lost: .lost
      }
    self.init(
      status: status, usage: try members.decodeIfPresent(Usage.self, forKey: .usage),
      tail: try members.string(.tail),
      diagnosis: try members.decodeIfPresent(Trial.Failure.Diagnosis.self, forKey: .diagnosis))
  }
}

extension TrialExit.Usage: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.wallSeconds, wallSeconds)
    json.member(.cpuSeconds, cpuSeconds)
    json.member(.peakMemoryBytes, peakMemoryBytes)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      wallSeconds: try members.double(.wallSeconds), cpuSeconds: try members.double(.cpuSeconds),
      peakMemoryBytes: try members.integer(.peakMemoryBytes))
  }
}

extension Trial.Failure.Diagnosis: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.cause, cause.rawValue)
    json.member(.evidence, evidence)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(try members.word(Cause.self, .cause), evidence: try members.string(.evidence))
  }
}
