// SPDX-License-Identifier: Apache-2.0

extension Duration {
  /// Whole milliseconds; what is beyond the largest number is that.
  package var milliseconds: Int {
    let (seconds, attoseconds) = components
    let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000)
    return isTooLong ? .max : Int(whole) + Int(attoseconds / 1_000_000_000_000_000)
  }

  /// `2 h`, `1 h 30 min`, `45 s`: the two greatest units that are not 0.
  package var words: String {
    let seconds = Int(components.seconds)
    guard self >= .seconds(1) else { return "\(milliseconds) ms" }
    let parts = [(seconds / 86_400, "d"), (seconds / 3_600 % 24, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")]
    return parts.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: " ")
  }
}
