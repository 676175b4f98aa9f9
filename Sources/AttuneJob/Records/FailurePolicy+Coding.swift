// SPDX-License-Identifier: Apache-2.0

/// `{"exited":"RETRY",…}` with every class: what goes without saying may be another thing one day.
extension FailurePolicy: JSONWritable, Decodable {
  package func write(to json: inout JSONText) {
    let reactions = FailureClass.allCases.map { ($0.rawValue, self[$0].rawValue) }
    json.object(sorted: Dictionary(uniqueKeysWithValues: reactions))
  }

  /// A class that is not there has the reaction that it had before there was a choice.
  public init(from decoder: any Decoder) throws {
    self = .original
    for (name, word) in try decoder.singleValueContainer().decode([String: String].self) {
      guard let failure = FailureClass(rawValue: name), let reaction = Reaction(rawValue: word) else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "unknown failure policy '\(name): \(word)'"))
      }
      self[failure] = reaction
    }
  }
}
