// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension Objective: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.tag, tag.rawValue)
    json.member(.goal, goal.rawValue)
    json.member(.selection, selection.rawValue)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      tag: MetricTag(try members.string(.tag)), goal: try members.word(Goal.self, .goal),
      selection: try members.word(Selection.self, .selection))
  }
}
