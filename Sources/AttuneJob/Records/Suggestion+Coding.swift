// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension Suggestion: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.assignment, assignment)
    json.member(.origin, origin)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      assignment: try members.decode(Assignment.self, forKey: .assignment),
      origin: try members.decode(Origin.self, forKey: .origin))
  }
}

extension Origin: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.phase, phase)
    json.member(.text, text)
    json.member(.completionsSeen, completionsSeen)
    json.member(.forecast, ifPresent: forecast)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      phase: try members.string(.phase), text: try members.string(.text),
      completionsSeen: try members.integer(.completionsSeen),
      forecast: try members.decodeIfPresent(Forecast.self, forKey: .forecast))
  }
}

extension Assignment: JSONWritable, Decodable {
  package func write(to json: inout JSONText) { json.array(entries) }

  public init(from decoder: any Decoder) throws { self.init(try [Entry](from: decoder)) }
}

extension Assignment.Entry: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.name, name)
    switch value {
    case .double(let value): json.member(.double, value)
    case .integer(let value): json.member(.integer, value)
    case .discrete(let value): json.member(.discrete, value)
    case .categorical(let value): json.member(.string, value)
    }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let value: ParameterValue =
      if members.contains(.double) {
        .double(try members.double(.double))
      } else if members.contains(.integer) {
        .integer(try members.integer(.integer))
      } else if members.contains(.discrete) {
        .discrete(try members.double(.discrete))
      } else {
        .categorical(try members.string(.string))
      }
    self.init(name: try members.string(.name), value: value)
  }
}
