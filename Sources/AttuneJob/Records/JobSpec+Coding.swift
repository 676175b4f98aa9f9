// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension JobSpec: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.name, ifPresent: name)
    json.member(.directory, directory)
    json.member(.configurationPath, ifPresent: configurationPath)
    json.member(.trainer, trainer)
    json.member(.tuning, ifPresent: tuning)
    json.member(.limits, limits)
    json.member(.seed, seed)
    json.member(.workingCopy, workingCopy)
    json.member(.jobDirectory, ifPresent: jobDirectory)
    json.member(.environment, sorted: environment)
    json.member(.gpus, ifPresent: gpus)
    json.member(.labels, sorted: labels)
    json.member(.trainingInput, trainingInput)
    if isUnattended { json.member(.isUnattended, isUnattended) }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      name: try members.decodeIfPresent(String.self, forKey: .name),
      directory: try members.string(.directory),
      configurationPath: try members.decodeIfPresent(String.self, forKey: .configurationPath),
      trainer: try members.decode(Trainer.self, forKey: .trainer),
      tuning: try members.decodeIfPresent(Tuning.self, forKey: .tuning),
      limits: try members.decode(JobLimits.self, forKey: .limits),
      seed: try members.decode(UInt64.self, forKey: .seed),
      workingCopy: try members.decode(WorkingCopy.self, forKey: .workingCopy),
      jobDirectory: try members.decodeIfPresent(String.self, forKey: .jobDirectory),
      environment: try members.decode([String: String].self, forKey: .environment),
      gpus: try members.decodeIfPresent(TrialResources.GPUs.self, forKey: .gpus),
      labels: try members.decode([String: String].self, forKey: .labels),
      trainingInput: try members.decode(JSONValue.self, forKey: .trainingInput),
      isUnattended: try members.decodeIfPresent(Bool.self, forKey: .isUnattended) ?? false)
  }
}

extension Trainer: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.kind, kind.rawValue)
    json.member(.command, command)
    json.member(.usesPlaceholders, usesPlaceholders)
    json.member(.script, ifPresent: script)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(
      kind: try members.word(Kind.self, .kind), command: try members.strings(.command),
      usesPlaceholders: try members.decode(Bool.self, forKey: .usesPlaceholders),
      script: try members.decodeIfPresent(String.self, forKey: .script))
  }
}

extension EarlyStopping: JSONObjectWritable, Decodable {
  package func writeMembers(to json: inout JSONText) {
    json.member(.method, method.rawValue)
    json.member(.minSteps, minSteps)
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    self.init(try members.word(Method.self, .method), minSteps: try members.integer(.minSteps))
  }
}

extension TrialResources.GPUs: JSONObjectWritable, Decodable {
  private enum Word: String {
    case exactly, upTo
  }

  package func writeMembers(to json: inout JSONText) {
    switch self {
    case .exactly(let count):
      json.member(.kind, Word.exactly.rawValue)
      json.member(.count, count)
    case .upTo(let count):
      json.member(.kind, Word.upTo.rawValue)
      json.member(.count, count)
    }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let count = try members.integer(.count)
    switch try members.word(Word.self, .kind) {
    case .exactly: self = .exactly(count)
    case .upTo: self = .upTo(count)
    }
  }
}

extension JobSpec.WorkingCopy: JSONObjectWritable, Decodable {
  private enum Word: String {
    case copied, shipped, inPlace
  }

  package func writeMembers(to json: inout JSONText) {
    switch self {
    case .copied(let exclude, let link):
      json.member(.kind, Word.copied.rawValue)
      json.member(.exclude, exclude)
      json.member(.link, link)
    case .shipped: json.member(.kind, Word.shipped.rawValue)
    case .inPlace: json.member(.kind, Word.inPlace.rawValue)
    }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    switch try members.word(Word.self, .kind) {
    case .copied: self = .copied(exclude: try members.strings(.exclude), link: try members.strings(.link))
    case .shipped: self = .shipped
    case .inPlace: self = .inPlace
    }
  }
}
