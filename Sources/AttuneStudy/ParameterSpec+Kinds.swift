// SPDX-License-Identifier: Apache-2.0

// Parameters as a program writes them: `[.double("rate", in: 1e-5...1, scale: .log), .integer("layers", in: 1...8)]`.
extension ParameterSpec {
  /// A continuous parameter. On a logarithmic scale the range lies above zero.
  public static func double(_ name: String, in range: ClosedRange<Double>, scale: Scale = .linear) -> ParameterSpec {
    ParameterSpec(name: name, domain: .double(range, scale: scale))
  }

  /// A parameter of whole numbers, both ends included; within ±2^53.
  public static func integer(_ name: String, in range: ClosedRange<Int>, scale: Scale = .linear) -> ParameterSpec {
    ParameterSpec(name: name, domain: .integer(range, scale: scale))
  }

  /// A parameter that takes some numbers and none between them: strictly increasing.
  public static func discrete(_ name: String, _ values: [Double], scale: Scale = .linear) -> ParameterSpec {
    ParameterSpec(name: name, domain: .discrete(values, scale: scale))
  }

  /// A parameter whose values have no order.
  public static func categorical(_ name: String, _ values: [String]) -> ParameterSpec {
    ParameterSpec(name: name, domain: .categorical(values))
  }
}
