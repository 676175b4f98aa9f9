// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension MetricSeries: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.directory, directory)
    json.member(.tag, tag)
    json.member(.description, description)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      directory: try members.string(.directory), tag: try members.string(.tag),
      description: try members.string(.description))
  }
}

extension Position: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.file, file)
    json.member(.offset, offset)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(file: try members.string(.file), offset: try members.integer(.offset))
  }
}

extension Trial.Reading: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.step, step)
    json.member(.value, value)
    json.member(.restart, ifPresent: restart)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      step: try members.integer(.step), value: try members.double(.value),
      restart: try members.decodeIfPresent(Int.self, forKey: .restart))
  }
}

extension Trial.Measurement: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.step, step)
    json.member(.value, value)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let step = try members.integer(.step), value = try members.double(.value)
    guard let measurement = Trial.Measurement(step: step, value: value) else {
      throw members.invalid(.value, "a measurement must be finite")
    }
    self = measurement
  }
}
