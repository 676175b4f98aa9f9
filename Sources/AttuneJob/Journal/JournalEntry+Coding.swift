// SPDX-License-Identifier: Apache-2.0

extension JournalEntry: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.version, event.formatVersion)
    json.member(.time, Int(time.milliseconds))
    event.writeMembers(to: &json)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let version = try members.integer(.version)
    guard version <= JournalCoding.version else { throw JournalCodingError.newer(version: version) }
    self.init(time: try members.time(.time), event: try JobEvent(from: decoder))
  }
}
