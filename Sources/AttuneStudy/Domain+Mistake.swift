// SPDX-License-Identifier: Apache-2.0

extension ParameterSpec.Domain {
  /// What is wrong with it, in words; nil if nothing is.
  var mistake: String? {
    switch self {
    case .double(let range, let scale):
      Self.mistake(inBounds: range) ?? scale.mistake(lowest: range.lowerBound)
    case .integer(let range, let scale):
      Self.mistake(inBounds: range) ?? scale.mistake(lowest: Double(range.lowerBound))
    case .discrete(let values, let scale):
      Self.mistake(inNumbers: values) ?? scale.mistake(lowest: values[0])
        ?? scale.mistake(telling: values)
    case .categorical(let values):
      values.isEmpty
        ? "categoricalValues is empty"
        : Set(values).count == values.count ? nil : "categoricalValues holds a value twice"
    }
  }

  private static func mistake(inBounds range: ClosedRange<Double>) -> String? {
    guard range.lowerBound.isFinite, range.upperBound.isFinite else { return "bounds must be finite" }
    return (range.upperBound - range.lowerBound).isFinite ? nil : "the range is too wide for a double"
  }

  private static func mistake(inBounds range: ClosedRange<Int>) -> String? {
    let exact = -(1 << 53)...(1 << 53)
    return exact.contains(range.lowerBound) && exact.contains(range.upperBound)
      ? nil : "integer bounds must lie within ±2^53"
  }

  private static func mistake(inNumbers values: [Double]) -> String? {
    guard let first = values.first, let last = values.last else { return "discreteValues is empty" }
    guard values.allSatisfy(\.isFinite) else { return "discreteValues must be finite" }
    guard zip(values, values.dropFirst()).allSatisfy(<) else {
      return "discreteValues must be strictly increasing"
    }
    return (last - first).isFinite ? nil : "the range is too wide for a double"
  }
}

extension ParameterSpec.Scale {
  fileprivate func mistake(lowest: Double) -> String? {
    self == .linear || lowest > 0 ? nil : "the lowest value (\(lowest)) must be above 0 for \(rawValue)"
  }

  /// Two values on one coordinate could not both be suggested.
  fileprivate func mistake(telling values: [Double]) -> String? {
    let range = values[0]...values[values.count - 1]
    let coordinates = values.map { coordinate(of: $0, in: range) }
    guard let same = coordinates.indices.dropFirst().first(where: { coordinates[$0 - 1] >= coordinates[$0] })
    else { return nil }
    return "\(values[same - 1]) and \(values[same]) are too close together on \(rawValue)"
  }
}
