// SPDX-License-Identifier: Apache-2.0

/// Everything that is wrong with a list of parameters.
public struct SearchSpaceError: Error, Equatable, CustomStringConvertible {
  /// One mistake, under the name of its parameter: empty for one without a name.
  public struct Problem: Sendable, Equatable {
    public let parameter: String
    public let message: String
  }

  /// In the order of the parameters.
  public let problems: [Problem]

  public var description: String {
    problems.map { "parameter '\($0.parameter)': \($0.message)" }.joined(separator: "\n")
  }
}
