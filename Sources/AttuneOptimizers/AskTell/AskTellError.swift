// SPDX-License-Identifier: Apache-2.0

/// Why a request was refused; the session goes on as if it had not been made.
public struct AskTellError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Raw values are those of Google's APIs.
  public enum Code: String, Sendable {
    case invalidArgument = "INVALID_ARGUMENT"
    case notFound = "NOT_FOUND"
    case failedPrecondition = "FAILED_PRECONDITION"
  }

  public let code: Code
  /// For people, in the program's own words.
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
