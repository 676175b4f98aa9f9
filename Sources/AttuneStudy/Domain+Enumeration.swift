// SPDX-License-Identifier: Apache-2.0

extension ParameterSpec.Domain {
  /// The number of values; nil for a continuous range. A range of one point has one.
  public var cardinality: Int? {
    switch self {
    case .double(let range, _): range.lowerBound == range.upperBound ? 1 : nil
    case .integer(let range, _): Int(exactly: UInt(bitPattern: range.upperBound &- range.lowerBound))?.successor
    case .discrete(let values, _): values.count
    case .categorical(let values): values.count
    }
  }

  /// The place of a value in the order of the domain, from 0; nil where it is infeasible, and for a value
  /// of a continuous range. O(log n) for n discrete values.
  package func index(of value: ParameterValue) -> Int? {
    switch (self, value) {
    case (.double(let range, _), .double(let x)):
      range.lowerBound == range.upperBound && x == range.lowerBound ? 0 : nil
    case (.integer(let range, _), .integer(let number)):
      range.contains(number) ? number - range.lowerBound : nil
    case (.discrete(let values, _), .discrete(let x)): Self.index(of: x, in: values)
    case (.categorical(let values), .categorical(let name)): values.firstIndex(of: name)
    case (.double, _), (.integer, _), (.discrete, _), (.categorical, _): nil
    }
  }

  /// - Precondition: `index` lies below `cardinality`.
  package func value(atIndex index: Int) -> ParameterValue {
    switch self {
    case .double(let range, _): .double(range.lowerBound)
    case .integer(let range, _): .integer(range.lowerBound + index)
    case .discrete(let values, _): .discrete(values[index])
    case .categorical(let values): .categorical(values[index])
    }
  }

  /// Whether the value is of this type and feasible. O(log n) for n discrete values, O(n) for n categories.
  public func contains(_ value: ParameterValue) -> Bool {
    if case (.double(let range, _), .double(let x)) = (self, value) { return range.contains(x) }
    return index(of: value) != nil
  }

  private static func index(of x: Double, in values: [Double]) -> Int? {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < x { low = middle + 1 } else { high = middle }
    }
    return low < values.count && values[low] == x ? low : nil
  }
}

extension Int {
  /// Nil beyond the last.
  fileprivate var successor: Int? { self == .max ? nil : self + 1 }
}
