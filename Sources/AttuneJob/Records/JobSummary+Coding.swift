// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension JobSummary: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.version, spec.formatVersion)
    json.member(.id, id.rawValue)
    json.member(.state, state.rawValue)
    json.member(.message, message)
    json.member(.createTime, Int(createTime.milliseconds))
    json.member(.startTime, ifPresent: startTime.map { Int($0.milliseconds) })
    json.member(.endTime, ifPresent: endTime.map { Int($0.milliseconds) })
    json.member(
      .counts, sorted: Dictionary(counts.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { a, _ in a }))
    json.member(.best, ifPresent: best)
    json.member(.trainerSeconds, ifPresent: trainerSeconds)
    json.member(.entries, ifPresent: entries)
    json.member(.spec, spec)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let version = try members.integer(.version)
    guard version <= JournalCoding.version else { throw JournalCodingError.newer(version: version) }
    let name = try members.string(.id)
    guard let id = JobID(rawValue: name) else { throw members.invalid(.id, "'\(name)' is not a job id") }
    self.init(
      id: id, state: try members.word(State.self, .state), message: try members.string(.message),
      createTime: try members.time(.createTime), startTime: try members.timeIfPresent(.startTime),
      endTime: try members.timeIfPresent(.endTime), counts: try members.counts(),
      best: try members.decodeIfPresent(Best.self, forKey: .best),
      trainerSeconds: try members.decodeIfPresent(Double.self, forKey: .trainerSeconds),
      entries: try members.decodeIfPresent(Int.self, forKey: .entries),
      spec: try members.decode(JobSpec.self, forKey: .spec))
  }
}

extension JobSummary.Best: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.trial, trial.rawValue)
    json.member(.measurement, measurement)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      trial: try members.trial(),
      measurement: try members.decode(Trial.Measurement.self, forKey: .measurement))
  }
}

extension KeyedDecodingContainer<JSONKey> {
  fileprivate func counts() throws -> [TrialRecord.State: Int] {
    try decode([String: Int].self, forKey: .counts).reduce(into: [:]) { counts, pair in
      guard let state = TrialRecord.State(rawValue: pair.key) else { throw unknown(.state, pair.key) }
      counts[state] = pair.value
    }
  }
}
