// SPDX-License-Identifier: Apache-2.0

/// A parameter's value as a program or a person gives it, before it is known to be feasible.
public enum SuppliedValue: Sendable, Hashable {
  case number(Double)
  case text(String)
}

extension SuppliedValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(stringLiteral value: String) { self = .text(value) }
}
