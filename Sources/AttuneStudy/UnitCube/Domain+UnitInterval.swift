// SPDX-License-Identifier: Apache-2.0

extension ParameterSpec.Domain {
  /// The value at `u`. Below 0 counts as 0, above 1 as 1, NaN as the middle: the result is always feasible.
  ///
  /// O(1); O(log n) for n discrete values.
  public func value(at u: Double) -> ParameterValue {
    let u = u == u ? min(max(u, 0), 1) : 0.5
    switch self {
    case .double(let range, let scale):
      return .double(scale.value(at: u, in: range))
    case .integer(let range, let scale):
      return .integer(Self.integer(at: u, in: range, scale: scale))
    case .discrete(let values, let scale):
      return .discrete(values[Self.nearestIndex(to: u, among: values, scale: scale)])
    case .categorical(let values):
      return .categorical(values[min(Int(u * Double(values.count)), values.count - 1)])
    }
  }

  /// A u at which `value` stands, for every value that `value(at:)` can return; else the nearest to it.
  ///
  /// Categories lie in the middle of their cells; a range of one point lies at ½.
  /// - Precondition: `value` is of this domain's type, and a category is one of its own.
  public func unit(of value: ParameterValue) -> Double {
    switch (self, value) {
    case (.double(let range, let scale), .double(let x)):
      let inverse = MonotoneInverse { scale.value(at: $0, in: range) }
      return inverse(x, near: scale.coordinate(of: x, in: range))
    case (.integer(let range, let scale), .integer(let number)):
      guard range.lowerBound < range.upperBound else { return 0.5 }
      let inverse = MonotoneInverse { Double(Self.integer(at: $0, in: range, scale: scale)) }
      return inverse(Double(number), near: scale.coordinate(of: Double(number), in: Self.widened(range)))
    case (.discrete(let values, let scale), .discrete(let x)):
      return scale.coordinate(of: x, in: values[0]...values[values.count - 1])
    case (.categorical(let values), .categorical(let name)):
      guard let index = values.firstIndex(of: name) else {
        preconditionFailure("'\(name)' is not one of \(values)")
      }
      return (Double(index) + 0.5) / Double(values.count)
    case (.double, _), (.integer, _), (.discrete, _), (.categorical, _):
      preconditionFailure("\(value) is not of the type of \(self)")
    }
  }

  /// [a − ½, b + ½]: every integer has a cell of its own, and those at the ends are whole.
  private static func widened(_ range: ClosedRange<Int>) -> ClosedRange<Double> {
    (Double(range.lowerBound) - 0.5)...(Double(range.upperBound) + 0.5)
  }

  private static func integer(at u: Double, in range: ClosedRange<Int>, scale: ParameterSpec.Scale) -> Int {
    let x = scale.value(at: u, in: widened(range))
    let whole = Int(x)
    let rest = x - Double(whole)
    let nearest = rest >= 0.5 ? whole + 1 : rest < -0.5 ? whole - 1 : whole
    return min(max(nearest, range.lowerBound), range.upperBound)
  }

  /// The value whose coordinate is nearest to `u`; the lower one of two equally near. O(log n).
  private static func nearestIndex(to u: Double, among values: [Double], scale: ParameterSpec.Scale) -> Int {
    let range = values[0]...values[values.count - 1]
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if scale.coordinate(of: values[middle], in: range) < u { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    let above = scale.coordinate(of: values[low], in: range) - u
    let below = u - scale.coordinate(of: values[low - 1], in: range)
    return below <= above ? low - 1 : low
  }
}
