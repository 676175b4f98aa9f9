// SPDX-License-Identifier: Apache-2.0

extension Portable {
  /// e^x, within 0.52 ulp where the result is normal and 0.76 ulp of the subnormal spacing below; monotone.
  ///
  /// Source: P. T. P. Tang, "Table-driven implementation of the exponential function in IEEE floating-point
  /// arithmetic", ACM TOMS 15 (1989). With n = round(64 x / ln 2) = 64 k + j and r = x − n ln 2 / 64,
  /// |r| ≤ 0.0055, e^x = 2^k · 2^(j/64) · e^r.
  public static func exp(_ x: Double) -> Double {
    guard x == x else { return x }
    guard x < 709.8 else { return .infinity }
    guard x > -745.2 else { return 0 }
    let cells = x * ExpTable.cellsPerUnit
    let n = Int(cells + (cells < 0 ? -0.5 : 0.5))
    // The first product and the first difference are exact.
    let r = (x - Double(n) * ExpTable.stepHead) - Double(n) * ExpTable.stepTail
    // e^r − 1 to r^6 / 720; the next term is below 2^-65.
    let tail = 1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720))
    let growth = r + r * r * (0.5 + r * (1.0 / 6 + r * tail))
    let j = n & 63
    let power = ExpTable.powers[j]
    return scaled(power + (ExpTable.powerTails[j] + power * growth), by: n >> 6)
  }

  /// x · 2^k in two steps, the first exact, so that k may leave the range of exponents.
  private static func scaled(_ x: Double, by k: Int) -> Double {
    let half = k >> 1
    return x * powerOfTwo(half) * powerOfTwo(k - half)
  }

  /// - Precondition: −1022 ≤ k ≤ 1023.
  static func powerOfTwo(_ k: Int) -> Double { Double(bitPattern: UInt64(k + 1023) << 52) }
}
