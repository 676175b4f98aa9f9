// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension SearchSpace {
  /// A space of up to `most` parameters of every type and scale, one-point ranges and extreme ones included.
  ///
  /// With `isFinite` no parameter is continuous.
  public static func random(
    using generator: inout SplitMix64, parameters most: Int = 6, isFinite: Bool = false
  ) -> SearchSpace {
    let count = generator.next(below: most + 1)
    let parameters = (0..<count).map { index in
      ParameterSpec(name: "p\(index)", domain: .random(using: &generator, isFinite: isFinite))
    }
    do {
      return try SearchSpace(parameters)
    } catch {
      preconditionFailure("a random space is not valid: \(error)")
    }
  }
}

extension ParameterSpec.Domain {
  public static func random(using generator: inout SplitMix64, isFinite: Bool = false) -> Self {
    let scales = ParameterSpec.Scale.allCases
    let scale = scales[generator.next(below: scales.count)]
    return switch generator.next(below: isFinite ? 3 : 4) {
    case 0: .integer(.random(using: &generator, positive: scale != .linear), scale: scale)
    case 1: .discrete(discreteValues(using: &generator, positive: scale != .linear), scale: scale)
    case 2: .categorical((0...generator.next(below: generator.next(below: 16) == 0 ? 500 : 6)).map { "category \($0)" })
    default: .double(.random(using: &generator, positive: scale != .linear), scale: scale)
    }
  }

  private static func discreteValues(using generator: inout SplitMix64, positive: Bool) -> [Double] {
    var value = positive ? generator.uniform(in: 1e-6...10) : generator.uniform(in: -100...100)
    return (0...generator.next(below: 12)).map { _ in
      value += generator.uniform(in: 1e-3...50)
      return value
    }
  }
}

extension ClosedRange<Double> {
  fileprivate static func random(using generator: inout SplitMix64, positive: Bool) -> Self {
    let exponent = generator.uniform(in: -12...12)
    let size = Portable.exp(exponent * 2.302585092994046)
    let low = positive ? size : generator.uniform(in: -1...1) * size
    switch generator.next(below: 16) {
    case 0, 1: return low...low
    case 2: return low...low.nextUp
    case 3: return positive ? 1e-300...1e300 : -8e307...8e307
    default: return low...(low + size * generator.uniform(in: 1e-6...1e4))
    }
  }
}

extension ClosedRange<Int> {
  fileprivate static func random(using generator: inout SplitMix64, positive: Bool) -> Self {
    let widths = [0, 1, 5, 400, 1 << 20, 1 << 40]
    let low = positive ? 1 + generator.next(below: 1000) : generator.next(below: 2001) - 1000
    return low...(low + generator.next(below: widths[generator.next(below: widths.count)] + 1))
  }
}
