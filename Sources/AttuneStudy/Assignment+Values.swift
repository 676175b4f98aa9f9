// SPDX-License-Identifier: Apache-2.0

// Values as a program uses them. A name or a type that the search space does not have is a mistake in the program,
// and ends it; `subscript(name:)` asks without that risk.
extension Assignment {
  /// The number that a parameter has: of type DOUBLE, DISCRETE or INTEGER.
  ///
  /// - Precondition: there is a numeric parameter of that name.
  public func double(_ name: String) -> Double {
    switch value(name) {
    case .double(let x), .discrete(let x): x
    case .integer(let number): Double(number)
    case .categorical(let text): preconditionFailure("parameter '\(name)' is no number, but the text '\(text)'")
    }
  }

  /// The whole number that a parameter has: of type INTEGER, or DISCRETE where its values are whole.
  ///
  /// - Precondition: there is a parameter of that name, and its value is whole.
  public func integer(_ name: String) -> Int {
    let value = value(name)
    if case .integer(let number) = value { return number }
    guard case .discrete(let x) = value, let number = x.wholeNumber else {
      preconditionFailure("parameter '\(name)' is no whole number, but \(value)")
    }
    return number
  }

  /// The category that a parameter has.
  ///
  /// - Precondition: there is a CATEGORICAL parameter of that name.
  public func category(_ name: String) -> String {
    let value = value(name)
    guard case .categorical(let text) = value else {
      preconditionFailure("parameter '\(name)' is no category, but \(value)")
    }
    return text
  }

  private func value(_ name: String) -> ParameterValue {
    guard let value = self[name] else {
      preconditionFailure("there is no parameter '\(name)'; there are \(entries.map(\.name))")
    }
    return value
  }
}

extension Trial {
  /// As `Assignment.double(_:)`.
  public func double(_ name: String) -> Double { assignment.double(name) }

  /// As `Assignment.integer(_:)`.
  public func integer(_ name: String) -> Int { assignment.integer(name) }

  /// As `Assignment.category(_:)`.
  public func category(_ name: String) -> String { assignment.category(name) }
}
