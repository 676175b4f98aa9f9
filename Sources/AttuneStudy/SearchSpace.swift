// SPDX-License-Identifier: Apache-2.0

/// The validated, ordered list of parameters. Its only initialiser checks them all.
public struct SearchSpace: Sendable, Hashable {
  /// In the order of an assignment's entries, and of the unit cube's coordinates.
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

  /// Whether no parameter is continuous, so that an assignment can come up a second time.
  public var isFinite: Bool { parameters.allSatisfy { $0.domain.cardinality != nil } }
}
