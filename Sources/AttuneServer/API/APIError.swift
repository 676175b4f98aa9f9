// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// What is wrong with a call, as Google's APIs tell it (`google.rpc.Status`).
package struct APIError: Error, Sendable, Hashable {
  /// Raw values are the words of Google's APIs.
  package enum Status: String, Sendable, Hashable, CaseIterable {
    case invalidArgument = "INVALID_ARGUMENT"
    case failedPrecondition = "FAILED_PRECONDITION"
    case unauthenticated = "UNAUTHENTICATED"
    case permissionDenied = "PERMISSION_DENIED"
    case notFound = "NOT_FOUND"
    case alreadyExists = "ALREADY_EXISTS"
    case aborted = "ABORTED"
    case resourceExhausted = "RESOURCE_EXHAUSTED"
    case internalError = "INTERNAL"
    case unimplemented = "UNIMPLEMENTED"
    case unavailable = "UNAVAILABLE"

    /// The HTTP status that goes with it.
    package var code: Int {
      switch self {
      case .invalidArgument, .failedPrecondition: 400
      case .unauthenticated: 401
      case .permissionDenied: 403
      case .notFound: 404
      case .alreadyExists, .aborted: 409
      case .resourceExhausted: 429
      case .internalError: 500
      case .unimplemented: 501
      case .unavailable: 503
      }
    }
  }

  /// One mistake in the body or the query, by the name of its field: `job.training_input.hyperparameters.goal`.
  package struct FieldViolation: Sendable, Hashable {
    package let field: String
    package let description: String

    package init(field: String, description: String) {
      self.field = field
      self.description = description
    }
  }

  package let status: Status
  /// The HTTP status; the one of `status` unless HTTP has a better one, such as 413.
  package let code: Int
  /// For people: what happened, to what, what to do.
  package let message: String
  package let violations: [FieldViolation]

  package init(_ status: Status, _ message: String, code: Int? = nil, violations: [FieldViolation] = []) {
    self.status = status
    self.code = code ?? status.code
    self.message = message
    self.violations = violations
  }

  /// All mistakes of a body at once, in the service's words: `Field: <field> Error: <text>`.
  package init(violations: [FieldViolation]) {
    let lines = violations.map { "Field: \($0.field) Error: \($0.description)" }
    self.init(.invalidArgument, lines.joined(separator: "\n"), violations: violations)
  }

  package var output: JSONValue {
    var error: [String: JSONValue] = [
      "code": .integer(code), "message": .string(message), "status": .string(status.rawValue),
    ]
    if !violations.isEmpty {
      error["details"] = .array([
        .object([
          "@type": .string("type.googleapis.com/google.rpc.BadRequest"),
          "fieldViolations": .array(
            violations.map {
              .object(["field": .string($0.field), "description": .string($0.description)])
            }),
        ])
      ])
    }
    return .object(["error": .object(error)])
  }
}
