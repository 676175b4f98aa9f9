// SPDX-License-Identifier: Apache-2.0

/// Why the study service refuses something; nothing has changed then.
package struct StudyError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    case invalidArgument, failedPrecondition, notFound
  }

  /// One mistake in what was given, by the name of its field: `measurement.metrics`.
  package struct Violation: Sendable, Hashable {
    package let field: String
    package let description: String

    package init(_ field: String, _ description: String) {
      self.field = field
      self.description = description
    }
  }

  package let code: Code
  /// What happened, to what, what to do.
  package let description: String
  package let violations: [Violation]

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
    violations = []
  }

  init(_ violations: [Violation]) {
    code = .invalidArgument
    description = violations.map { "\($0.field): \($0.description)" }.joined(separator: "; ")
    self.violations = violations
  }
}
