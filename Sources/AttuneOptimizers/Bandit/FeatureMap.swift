// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// A search space as the model sees it: one feature a parameter, numbers in [0, 1], categories by their number.
struct FeatureMap: Sendable {
  let space: SearchSpace
  let features: [Feature]
  let isCategory: [Bool]
  /// Features that a climb moves, and those whose levels are tried one by one; a single level is neither.
  let continuous: [Int]
  let stepped: [Int]

  var dimension: Int { features.count }
  /// Whether every feature can move a little.
  var isContinuous: Bool { continuous.count == features.count }

  init(_ space: SearchSpace) {
    self.space = space
    let features = space.parameters.map { Feature($0.domain) }
    self.features = features
    isCategory = features.map(\.isCategory)
    continuous = features.indices.filter { features[$0].levels == nil }
    stepped = features.indices.filter { features[$0].levels.map { $0.count > 1 } ?? false }
  }

  func point(_ assignment: Assignment) -> [Double] {
    zip(features, assignment.entries).map { $0.place(of: $1.value) }
  }

  func assignment(at point: [Double]) -> Assignment {
    Assignment(
      zip(space.parameters, zip(features, point)).map { parameter, place in
        .init(name: parameter.name, value: place.0.value(at: place.1))
      })
  }
}

/// One parameter as a number.
struct Feature: Sendable {
  /// A numeric parameter of more values than this is taken for continuous, and rounded at the end.
  private static let mostLevels = 64

  let domain: ParameterSpec.Domain
  let isCategory: Bool
  /// The places of all values in ascending order; nil where they are too many to be tried one by one.
  let levels: [Double]?

  init(_ domain: ParameterSpec.Domain) {
    self.domain = domain
    if case .categorical = domain { isCategory = true } else { isCategory = false }
    let count = domain.cardinality ?? .max
    if isCategory {
      levels = (0..<count).map(Double.init)
    } else if count <= Self.mostLevels {
      levels = (0..<count).map { domain.numericPlace(of: domain.value(atIndex: $0)) }
    } else {
      levels = nil
    }
  }

  func place(of value: ParameterValue) -> Double {
    isCategory ? Double(domain.index(of: value) ?? 0) : domain.numericPlace(of: value)
  }

  /// The value at a place, or nearest to it.
  func value(at place: Double) -> ParameterValue {
    guard let levels else { return domain.value(at: place) }
    return domain.value(atIndex: isCategory ? Int(place) : Self.nearest(to: place, levels))
  }

  private static func nearest(to place: Double, _ levels: [Double]) -> Int {
    var (low, high) = (0, levels.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if levels[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low > 0 && place - levels[low - 1] <= levels[low] - place ? low - 1 : low
  }
}

extension ParameterSpec.Domain {
  /// Where a number lies on its scale, in [0, 1]. To a model the last bits do not matter.
  fileprivate func numericPlace(of value: ParameterValue) -> Double {
    switch (self, value) {
    case (.double(let range, let scale), .double(let x)):
      scale.coordinate(of: x, in: range)
    case (.integer(let range, let scale), .integer(let x)):
      scale.coordinate(of: Double(x), in: (Double(range.lowerBound) - 0.5)...(Double(range.upperBound) + 0.5))
    case (.discrete(let values, let scale), .discrete(let x)):
      scale.coordinate(of: x, in: values[0]...values[values.count - 1])
    default: preconditionFailure("\(value) is no number of \(self)")
    }
  }
}
