// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

/// A model's idea of a value, in words.
package struct Estimate: Sendable, Hashable {
  package let median: Double
  /// It holds the value with probability 0.9.
  package let interval: ClosedRange<Double>

  package init(median: Double, interval: ClosedRange<Double>) {
    self.median = median
    self.interval = interval
  }

  /// `0.913 (0.902 to 0.921)`: as many digits as the interval is worth.
  package var text: String {
    let values = [median, interval.lowerBound, interval.upperBound].map { $0.shortText(digits: digits(of: $0)) }
    return "\(values[0]) (\(values[1]) to \(values[2]))"
  }

  var width: Double { interval.upperBound - interval.lowerBound }

  /// Significant digits, at least two: a step of the last one is at most half of the interval.
  private func digits(of value: Double) -> Int {
    guard width > 0, width.isFinite else { return 4 }
    var digits = 2
    var step = width * 5
    while step <= value.magnitude, digits < 12 { (digits, step) = (digits + 1, step * 10) }
    return digits
  }
}
