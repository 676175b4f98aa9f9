// SPDX-License-Identifier: Apache-2.0

/// The validated, ordered list of parameters. Its only initialiser checks them all.
public struct SearchSpace: Sendable, Hashable {
  public let parameters: [ParameterSpec]

  /// - Throws: every mistake at once. An empty list is a space with one point (a job that tunes nothing).
  public init(_ parameters: [ParameterSpec]) throws(SearchSpaceError) {
    var problems: [SearchSpaceError.Problem] = []
    var names: Set<String> = []
    for parameter in parameters {
      if parameter.name.isEmpty {
        problems.append(.init(parameter: "", message: "a parameter needs a name"))
      } else if !names.insert(parameter.name).inserted {
        problems.append(.init(parameter: parameter.name, message: "declared twice"))
      }
      if let message = parameter.domain.mistake {
        problems.append(.init(parameter: parameter.name, message: message))
      }
    }
    guard problems.isEmpty else { throw SearchSpaceError(problems: problems) }
    self.parameters = parameters
  }

  /// The number of different assignments; nil where a parameter is continuous or the product overflows.
  public var cardinality: Int? {
    var product = 1
    for parameter in parameters {
      guard let count = parameter.domain.cardinality else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: count)
      if overflow { return nil }
      product = next
    }
    return product
  }
}

public struct SearchSpaceError: Error, Equatable, CustomStringConvertible {
  public struct Problem: Sendable, Equatable {
    public let parameter: String
    public let message: String
  }

  public let problems: [Problem]

  public var description: String {
    problems.map { "parameter '\($0.parameter)': \($0.message)" }.joined(separator: "\n")
  }
}

extension ParameterSpec.Domain {
  /// The number of values; nil for a continuous range. A range of one point has one.
  public var cardinality: Int? {
    switch self {
    case .double(let range, _):
      return range.lowerBound == range.upperBound ? 1 : nil
    case .integer(let range, _):
      let (span, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
      return overflow || span == .max ? nil : span + 1
    case .discrete(let values, _): return values.count
    case .categorical(let values): return values.count
    }
  }

  var mistake: String? {
    switch self {
    case .double(let range, let scale):
      guard range.lowerBound.isFinite, range.upperBound.isFinite else { return "bounds must be finite" }
      guard (range.upperBound - range.lowerBound).isFinite else {
        return "the range is too wide for a double"
      }
      return scale.mistake(lowest: range.lowerBound)
    case .integer(let range, let scale):
      let exact = -(1 << 53)...(1 << 53)
      guard exact.contains(range.lowerBound), exact.contains(range.upperBound) else {
        return "integer bounds must lie within ±2^53"
      }
      return scale.mistake(lowest: Double(range.lowerBound))
    case .discrete(let values, let scale):
      guard !values.isEmpty else { return "discreteValues is empty" }
      guard values.allSatisfy(\.isFinite) else { return "discreteValues must be finite" }
      guard zip(values, values.dropFirst()).allSatisfy(<) else {
        return "discreteValues must be strictly increasing"
      }
      return scale.mistake(lowest: values[0])
    case .categorical(let values):
      guard !values.isEmpty else { return "categoricalValues is empty" }
      return Set(values).count == values.count ? nil : "categoricalValues holds a value twice"
    }
  }
}

extension ParameterSpec.Scale {
  func mistake(lowest: Double) -> String? {
    self == .linear || lowest > 0 ? nil : "the lowest value (\(lowest)) must be above 0 for \(rawValue)"
  }
}
