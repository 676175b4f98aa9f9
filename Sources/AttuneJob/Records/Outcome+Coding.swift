// SPDX-License-Identifier: Apache-2.0

extension Outcome: JSONObjectWritable, Decodable {
  private enum Word: String {
    case succeeded, failed, cancelled
  }

  package func writeMembers(to json: inout JSONText) {
    switch self {
    case .succeeded: json.member(.outcome, Word.succeeded.rawValue)
    case .failed(let why):
      json.member(.outcome, Word.failed.rawValue)
      json.member(.why, why)
    case .cancelled: json.member(.outcome, Word.cancelled.rawValue)
    }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    switch try members.word(Word.self, .outcome) {
    case .succeeded: self = .succeeded
    case .failed: self = .failed(try members.string(.why))
    case .cancelled: self = .cancelled
    }
  }
}
