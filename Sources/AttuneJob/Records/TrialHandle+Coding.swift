// SPDX-License-Identifier: Apache-2.0

extension TrialHandle: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.host, host)
    json.member(.bootID, bootID)
    json.member(.pid, pid)
    json.member(.startTicks, startTicks)
    if !devices.isEmpty { json.member(.devices, devices) }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      host: try members.string(.host), bootID: try members.string(.bootID),
      pid: try members.integer(.pid), startTicks: try members.integer(.startTicks),
      devices: try members.decodeIfPresent([String].self, forKey: .devices) ?? [])
  }
}
