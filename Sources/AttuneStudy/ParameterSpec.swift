// SPDX-License-Identifier: Apache-2.0

/// One hyperparameter: its name, which is exactly the trainer's flag, and the values it may take.
public struct ParameterSpec: Sendable, Hashable {
  /// Any text but an empty one, unlike the others' of its space.
  public let name: String
  public let domain: Domain

  public init(name: String, domain: Domain) {
    self.name = name
    self.domain = domain
  }

  /// The values a parameter may take. `SearchSpace` validates them.
  public enum Domain: Sendable, Hashable {
    case double(ClosedRange<Double>, scale: Scale)
    /// Scaled over [a − ½, b + ½], then rounded, so that the ends are as likely as the middle.
    case integer(ClosedRange<Int>, scale: Scale)
    /// Strictly increasing numbers; they go through the scale and the nearest is chosen.
    case discrete([Double], scale: Scale)
    case categorical([String])
  }

  /// How a numeric range is laid on the unit interval. Raw values are the service's own words.
  public enum Scale: String, Sendable, Hashable, CaseIterable {
    case linear = "UNIT_LINEAR_SCALE"
    /// Equal steps are equal factors. Needs a range above zero.
    case log = "UNIT_LOG_SCALE"
    /// Points near the top of the range spread out. Needs a range above zero.
    case reverseLog = "UNIT_REVERSE_LOG_SCALE"
  }
}
