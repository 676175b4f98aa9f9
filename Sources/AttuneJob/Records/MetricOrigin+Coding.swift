// SPDX-License-Identifier: Apache-2.0

extension MetricOrigin: JSONObjectWritable, Decodable {
  private enum Kind: String {
    case events, pattern, json, csv
  }

  package func writeMembers(to json: inout JSONText) {
    switch self {
    case .events: json.member(.kind, Kind.events.rawValue)
    case .pattern(let pattern, let stream):
      json.member(.kind, Kind.pattern.rawValue)
      json.member(.text, pattern.pattern.text)
      json.member(.stream, stream.rawValue)
    case .json(.stream(let stream), let step):
      json.member(.kind, Kind.json.rawValue)
      json.member(.stream, stream.rawValue)
      json.member(.step, ifPresent: step)
    case .json(.file(let file), let step):
      json.member(.kind, Kind.json.rawValue)
      json.member(.file, file)
      json.member(.step, ifPresent: step)
    case .csv(let file, let step):
      json.member(.kind, Kind.csv.rawValue)
      json.member(.file, file)
      json.member(.step, ifPresent: step)
    }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let step = try members.decodeIfPresent(String.self, forKey: .step)
    switch try members.word(Kind.self, .kind) {
    case .events: self = .events
    case .pattern:
      self = .pattern(
        try MetricPattern(try members.string(.text)), stream: try members.word(TrainerStream.self, .stream))
    case .json:
      if let file = try members.decodeIfPresent(String.self, forKey: .file) {
        self = .json(.file(file), step: step)
      } else {
        self = .json(.stream(try members.word(TrainerStream.self, .stream)), step: step)
      }
    case .csv: self = .csv(file: try members.string(.file), step: step)
    }
  }
}
