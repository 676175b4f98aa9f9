// SPDX-License-Identifier: Apache-2.0

/// The value of one parameter in one trial.
public enum ParameterValue: Sendable, Hashable {
  case double(Double)
  case integer(Int)
  case discrete(Double)
  case categorical(String)

  /// As the trainer reads it: the shortest text that round-trips; whole discrete numbers without `.0`,
  /// because scripts declare them as integers.
  public var text: String {
    switch self {
    case .double(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .discrete(let value): value.wholeNumber.map { "\($0)" } ?? "\(value)"
    case .categorical(let value): value
    }
  }
}
