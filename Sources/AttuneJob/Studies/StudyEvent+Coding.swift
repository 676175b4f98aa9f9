// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension StudyEvent: JSONObjectWritable, Decodable {
  /// The event's name in the journal.
  private enum Name: String {
    case created, suggested, added, measured, checked, stopped, completed, deleted
  }

  package func writeMembers(to json: inout JSONText) {
    func begin(_ name: Name, _ trial: Int? = nil) {
      json.member(.event, name.rawValue)
      json.member(.trial, ifPresent: trial)
    }
    switch self {
    case .created(let spec):
      begin(.created)
      json.member(.spec, spec)
    case .suggested(let given):
      begin(.suggested)
      given.writeMembers(to: &json)
    case .added(let assignment, let measurements, let ending):
      begin(.added)
      json.member(.assignment, assignment)
      if !measurements.isEmpty { json.member(.measurements, measurements) }
      ending?.writeMembers(to: &json)
    case .measured(let trial, let measurement):
      begin(.measured, trial)
      measurement.writeMembers(to: &json)
    case .checked(let trial, let why):
      begin(.checked, trial)
      json.member(.why, ifPresent: why)
    case .stopped(let trial, let why):
      begin(.stopped, trial)
      json.member(.why, why)
    case .completed(let trial, let ending):
      begin(.completed, trial)
      ending.writeMembers(to: &json)
    case .deleted(let trial): begin(.deleted, trial)
    }
  }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    switch try members.word(Name.self, .event) {
    case .created: self = .created(try members.decode(StudySpec.self, forKey: .spec))
    case .suggested: self = .suggested(try StudySuggestions(from: decoder))
    case .added:
      self = .added(
        try members.decode(Assignment.self, forKey: .assignment),
        try members.decodeIfPresent([StudyMeasurement].self, forKey: .measurements) ?? [],
        members.contains(.final) || members.contains(.infeasible) ? try StudyTrial.Ending(from: decoder) : nil)
    case .measured: self = .measured(try members.integer(.trial), try StudyMeasurement(from: decoder))
    case .checked:
      self = .checked(try members.integer(.trial), why: try members.decodeIfPresent(String.self, forKey: .why))
    case .stopped: self = .stopped(try members.integer(.trial), why: try members.string(.why))
    case .completed: self = .completed(try members.integer(.trial), try StudyTrial.Ending(from: decoder))
    case .deleted: self = .deleted(try members.integer(.trial))
    }
  }
}

extension StudySuggestions: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.client, client)
    json.member(.count, count)
    if !pending.isEmpty { json.member(.trials, pending) }
    if !new.isEmpty { json.member(.suggestions, new) }
    if isExhausted { json.member(.isExhausted, true) }
  }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      client: try members.string(.client), count: try members.integer(.count),
      pending: try members.decodeIfPresent([Int].self, forKey: .trials) ?? [],
      new: try members.decodeIfPresent([Suggestion].self, forKey: .suggestions) ?? [],
      isExhausted: try members.decodeIfPresent(Bool.self, forKey: .isExhausted) ?? false)
  }
}

extension StudyTrial.Ending: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    switch self {
    case .measured(let final): json.member(.final, final)
    case .infeasible(let why): json.member(.infeasible, why)
    }
  }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self =
      if members.contains(.infeasible) {
        .infeasible(try members.string(.infeasible))
      } else {
        .measured(try members.decode(StudyMeasurement.self, forKey: .final))
      }
  }
}

extension StudyMeasurement: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.step, step)
    json.member(.elapsed, ifPresent: elapsed)
    json.member(.value, value)
    if !others.isEmpty { json.member(.others, others) }
  }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      step: try members.integer(.step), elapsed: try members.decodeIfPresent(Int.self, forKey: .elapsed),
      value: try members.double(.value),
      others: try members.decodeIfPresent([Metric].self, forKey: .others) ?? [])
  }
}

extension StudyMeasurement.Metric: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.name, name)
    json.member(.value, value)
  }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(name: try members.string(.name), value: try members.double(.value))
  }
}

extension StudySpec: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.parameters, space)
    json.member(.objective, objective)
    json.member(.algorithm, ifPresent: algorithm?.rawValue)
    json.member(.stopping, ifPresent: stopping)
    if axis != .steps { json.member(.axis, axis.rawValue) }
    json.member(.seed, seed)
  }

  package init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      space: try members.decode(SearchSpace.self, forKey: .parameters),
      objective: try members.decode(Objective.self, forKey: .objective),
      algorithm: members.contains(.algorithm) ? try members.word(Algorithm.self, .algorithm) : nil,
      stopping: try members.decodeIfPresent(EarlyStopping.self, forKey: .stopping),
      axis: members.contains(.axis) ? try members.word(Axis.self, .axis) : .steps,
      seed: try members.decode(UInt64.self, forKey: .seed))
  }
}
