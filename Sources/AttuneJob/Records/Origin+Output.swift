// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension Origin {
  /// For programs: `{"phase":…,"text":…,"completionsSeen":…}`, and `forecast` where a model took part.
  ///
  /// - Parameter names: the parameters, in the search space's order.
  public func output(names: [String]) -> JSONValue {
    var output: [String: JSONValue] = [
      "phase": .string(phase), "text": .string(text), "completionsSeen": .integer(completionsSeen),
    ]
    output["forecast"] = forecast?.output(names: names)
    return .object(output)
  }
}

extension Forecast {
  /// As the journal has it, but for `importance`, which is by name here.
  public func output(names: [String]) -> JSONValue {
    let shares = zip(names, importance).map { ($0, JSONValue.number($1)) }
    return .object([
      "median": .number(median), "interval": .array([.number(interval.lowerBound), .number(interval.upperBound)]),
      "expectedImprovement": .number(expectedImprovement),
      "importance": .object(Dictionary(shares, uniquingKeysWith: { a, _ in a })),
    ])
  }
}
