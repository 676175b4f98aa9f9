// SPDX-License-Identifier: Apache-2.0

/// Everything that keeps supplied values from being a point of a search space.
public struct AssignmentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Each a clause for people that names its parameter.
  public let problems: [String]

  public init(problems: [String]) { self.problems = problems }

  public var description: String { problems.joined(separator: "; ") }
}
