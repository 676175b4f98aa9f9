// SPDX-License-Identifier: Apache-2.0

extension Double {
  /// For sentences: the fewest digits, at most `digits`, that are this number rounded to `digits` significant ones.
  public func shortText(digits: Int = 4) -> String {
    guard isFinite, self != 0 else { return metricText }
    var scale = 1.0
    var exponent = 0
    let limit = Self.power(digits)
    while magnitude * scale >= limit { (scale, exponent) = (scale / 10, exponent - 1) }
    while magnitude * scale < limit / 10, exponent < 300 { (scale, exponent) = (scale * 10, exponent + 1) }
    let whole = Double(Int(self * scale + (self < 0 ? -0.5 : 0.5)))
    // Powers of ten may be inexact: the nearest double to the decimal number is what is shown.
    let text = Double("\(whole)e\(-exponent)").map { "\($0)" } ?? metricText
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}
