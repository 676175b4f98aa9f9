// SPDX-License-Identifier: Apache-2.0

extension JobOwner: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.host, host)
    json.member(.pid, pid)
    json.member(.trouble, ifPresent: trouble)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      host: try members.string(.host), pid: try members.integer(.pid),
      trouble: try members.decodeIfPresent(String.self, forKey: .trouble))
  }
}
