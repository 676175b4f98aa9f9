// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension SearchSpace: JSONWritable, Decodable {
  package func write(to json: inout JSONText) { json.array(parameters) }

  /// - Throws: also where the parameters can be read but make no valid space.
  public init(from decoder: any Decoder) throws {
    let parameters = try [ParameterSpec](from: decoder)
    do {
      self = try SearchSpace(parameters)
    } catch {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.description))
    }
  }
}

extension ParameterSpec: JSONObjectWritable, Decodable {
  /// The service's words.
  private enum Kind: String {
    case double = "DOUBLE"
    case integer = "INTEGER"
    case discrete = "DISCRETE"
    case categorical = "CATEGORICAL"
  }

  package func writeMembers(to json: inout JSONText) {
    json.member(.name, name)
    switch domain {
    case .double(let range, let scale):
      json.member(.type, Kind.double.rawValue)
      json.member(.minValue, range.lowerBound)
      json.member(.maxValue, range.upperBound)
      json.member(.scaleType, scale.rawValue)
    case .integer(let range, let scale):
      json.member(.type, Kind.integer.rawValue)
      json.member(.minValue, range.lowerBound)
      json.member(.maxValue, range.upperBound)
      json.member(.scaleType, scale.rawValue)
    case .discrete(let values, let scale):
      json.member(.type, Kind.discrete.rawValue)
      json.member(.discreteValues, values)
      json.member(.scaleType, scale.rawValue)
    case .categorical(let values):
      json.member(.type, Kind.categorical.rawValue)
      json.member(.categoricalValues, values)
    }
  }

  public init(from decoder: any Decoder) throws {
    let members = try decoder.members()
    let domain: Domain =
      switch try members.word(Kind.self, .type) {
      case .double: .double(try members.range(of: Double.self), scale: try members.scale())
      case .integer: .integer(try members.range(of: Int.self), scale: try members.scale())
      case .discrete:
        .discrete(try members.decode([Double].self, forKey: .discreteValues), scale: try members.scale())
      case .categorical: .categorical(try members.strings(.categoricalValues))
      }
    self.init(name: try members.string(.name), domain: domain)
  }
}

extension KeyedDecodingContainer<JSONKey> {
  fileprivate func scale() throws -> ParameterSpec.Scale { try word(ParameterSpec.Scale.self, .scaleType) }

  fileprivate func range<Bound: Comparable & Decodable>(of type: Bound.Type) throws -> ClosedRange<Bound> {
    let lowest = try decode(type, forKey: .minValue), highest = try decode(type, forKey: .maxValue)
    guard lowest <= highest else { throw invalid(.minValue, "\(lowest) is above the maxValue \(highest)") }
    return lowest...highest
  }
}
