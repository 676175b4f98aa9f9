// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension JobSpec.Tuning: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.parameters, space)
    json.member(.objective, objective)
    json.member(.algorithm, algorithm.rawValue)
    json.member(.stopping, ifPresent: stopping)
    if !logDirectories.isEmpty { json.member(.logDirectories, logDirectories) }
    if origin != .events { json.member(.origin, origin) }
    if !initialAssignments.isEmpty { json.member(.initialAssignments, initialAssignments) }
    json.member(.previousJob, ifPresent: previousJob)
    if !priorTrials.isEmpty { json.member(.priorTrials, priorTrials) }
  }

  /// - Throws: also where an assignment lies outside of the search space.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      space: try members.decode(SearchSpace.self, forKey: .parameters),
      objective: try members.decode(Objective.self, forKey: .objective),
      algorithm: try members.word(Algorithm.self, .algorithm),
      stopping: try members.decodeIfPresent(EarlyStopping.self, forKey: .stopping),
      logDirectories: try members.decodeIfPresent([String].self, forKey: .logDirectories) ?? [],
      origin: try members.decodeIfPresent(MetricOrigin.self, forKey: .origin) ?? .events,
      initialAssignments: try members.decodeIfPresent([Assignment].self, forKey: .initialAssignments) ?? [],
      previousJob: try members.decodeIfPresent(String.self, forKey: .previousJob),
      priorTrials: try members.decodeIfPresent([PriorTrial].self, forKey: .priorTrials) ?? [])
    guard initialAssignments.allSatisfy(space.contains) else { throw members.outside(.initialAssignments) }
    guard priorTrials.allSatisfy({ space.contains($0.assignment) }) else { throw members.outside(.priorTrials) }
  }
}

extension KeyedDecodingContainer<JSONKey> {
  fileprivate func outside(_ key: JSONKey) -> DecodingError {
    invalid(key, "an assignment lies outside of the search space")
  }
}

extension PriorTrial: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.assignment, assignment)
    json.member(.value, value)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let trial = PriorTrial(
      assignment: try members.decode(Assignment.self, forKey: .assignment), value: try members.double(.value))
    guard let trial else { throw members.invalid(.value, "the value of a prior trial must be finite") }
    self = trial
  }
}
