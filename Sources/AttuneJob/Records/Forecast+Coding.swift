// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension Forecast: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.median, median)
    json.member(.interval, [interval.lowerBound, interval.upperBound])
    json.member(.expectedImprovement, expectedImprovement)
    json.member(.importance, importance)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let bounds = try members.decode([Double].self, forKey: .interval)
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      throw members.invalid(.interval, "an interval is its lower and its upper bound")
    }
    self.init(
      median: try members.double(.median), interval: bounds[0]...bounds[1],
      expectedImprovement: try members.double(.expectedImprovement),
      importance: try members.decode([Double].self, forKey: .importance))
  }
}
