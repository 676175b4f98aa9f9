// SPDX-License-Identifier: Apache-2.0

extension Portable {
  /// The natural logarithm, within 0.57 ulp; monotone. −∞ at zero, NaN below.
  ///
  /// Source: P. T. P. Tang, "Table-driven implementation of the logarithm function in IEEE floating-point
  /// arithmetic", ACM TOMS 16 (1990), with a plain series instead of his split quotient:
  /// x = 2^k · m with m in [1, 2), F = 1 + j/128 nearest to m, ln x = k ln 2 + ln F + ln(1 + (m − F)/F).
  public static func log(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    guard x < .infinity else { return x }
    let distance = x - 1
    // Near 1 the sum above would cancel; the series in x − 1, which is exact there, does not.
    if distance > -0.0625, distance < 0.0625 { return logNearOne(distance) }
    let (significand, exponent) = split(x)
    let j = Int((significand - 1) * 128 + 0.5)
    let cell = 1 + Double(j) * 0x1p-7
    let r = (significand - cell) / cell
    // ln(1 + r) − r to r^7 / 7; |r| ≤ 1/256, the next term is below 2^-66.
    let cubic = 1.0 / 3 + r * (-0.25 + r * (0.2 + r * (-1.0 / 6 + r * (1.0 / 7))))
    let bend = r * r * (-0.5 + r * cubic)
    let k = Double(exponent)
    let head = k * LogTable.ln2Head + LogTable.logs[j]  // exact: both are multiples of 2^-42
    return head + (r + (bend + (k * LogTable.ln2Tail + LogTable.logTails[j])))
  }

  /// ln(x / y) for positive, finite x and y, also where the quotient would overflow or underflow.
  static func logRatio(_ x: Double, _ y: Double) -> Double {
    let (a, p) = split(x)
    let (b, q) = split(y)
    let k = Double(p - q)
    return k * LogTable.ln2Head + (log(a / b) + k * LogTable.ln2Tail)
  }

  /// ln(1 + f) for |f| < 1/16: f − f²/2 + f³/3 − …, to f^14.
  private static func logNearOne(_ f: Double) -> Double {
    var series = 0.0
    for coefficient in logSeries { series = coefficient + f * series }
    return f + f * f * (-0.5 + f * series)
  }

  /// (−1)^(n+1) / n for n = 14 … 3.
  private static let logSeries: [Double] = (3...14).reversed().map { n in
    (n.isMultiple(of: 2) ? -1.0 : 1.0) / Double(n)
  }

  /// x = m · 2^k with m in [1, 2), for positive, finite x.
  private static func split(_ x: Double) -> (significand: Double, exponent: Int) {
    guard x >= .leastNormalMagnitude else {
      let (significand, exponent) = split(x * 0x1p54)
      return (significand, exponent - 54)
    }
    let bits = x.bitPattern
    let significand = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    return (significand, Int(bits >> 52) - 1023)
  }
}
