// SPDX-License-Identifier: Apache-2.0

import AttuneStudy
import AttuneTesting
import Testing

/// The fixtures hold f(x) to 106 bits: the nearest double and what it leaves.
@Suite struct `Portable functions` {
  @Test func `exp is within 0_52 ulp of the true value, 0_76 where that is subnormal`() throws {
    for row in try NumericFixture("exp.txt").doubles() {
      let (x, head, rest) = (row[0], row[1], row[2])
      let error = abs(((Portable.exp(x) - head) - rest) / head.ulp)
      #expect(error <= (head < .leastNormalMagnitude ? 0.76 : 0.52), "exp(\(x)) is \(error) ulp off")
    }
  }

  @Test func `log is within 0_57 ulp of the true value`() throws {
    for row in try NumericFixture("log.txt").doubles() {
      let (x, head, rest) = (row[0], row[1], row[2])
      let error = abs(((Portable.log(x) - head) - rest) / head.ulp)
      #expect(error <= 0.57, "log(\(x)) is \(error) ulp off")
    }
  }

  /// Any change of a constant, of an order of operations or of a compiler's mind shows here.
  @Test func `Their bits are these on every machine`() {
    var (exps, logs, stream) = (UInt64(0), UInt64(0), SplitMix64(state: 42))
    for _ in 0..<20_000 {
      let x = stream.uniform(in: -745...709)
      exps = SplitMix64.mix(exps ^ Portable.exp(x).bitPattern)
      logs = SplitMix64.mix(logs ^ Portable.log(Portable.exp(x)).bitPattern)
    }
    #expect(exps == 16_416_755_314_577_266_894)
    #expect(logs == 17_568_760_161_498_909_949)
  }

  @Test func `Special cases are exact`() {
    #expect(Portable.exp(0) == 1 && Portable.exp(-0.0) == 1)
    #expect(Portable.exp(.infinity) == .infinity && Portable.exp(-.infinity) == 0)
    #expect(Portable.exp(.nan).isNaN)
    #expect(Portable.exp(709.78) < .infinity && Portable.exp(709.79) == .infinity)
    #expect(Portable.exp(1e300) == .infinity && Portable.exp(-1e300) == 0)
    #expect(Portable.exp(-745.13) == 5e-324 && Portable.exp(-745.14) == 0)
    #expect(Portable.exp(5e-324) == 1)
    #expect(Portable.log(1) == 0)
    #expect(Portable.log(0) == -.infinity && Portable.log(-0.0) == -.infinity)
    #expect(Portable.log(.infinity) == .infinity)
    #expect(Portable.log(-1).isNaN && Portable.log(-.infinity).isNaN && Portable.log(.nan).isNaN)
    #expect(Portable.log(5e-324) == -744.4400719213812)
    #expect(Portable.log(.greatestFiniteMagnitude) == 709.782712893384)
  }

  /// Within a cell of the table every step of the computation is monotone; the seams are the risk, so
  /// each of them is visited.
  @Test func `exp never falls, at any seam of its table`() {
    for n in -68_900...65_600 {
      var x = (Double(n) + 0.5) * 0.6931471805599453 / 64
      for _ in 0..<4 { x = x.nextDown }
      for _ in 0..<8 {
        let next = x.nextUp
        if Portable.exp(next) < Portable.exp(x) { Issue.record("exp falls after \(x)") }
        x = next
      }
    }
  }

  @Test func `log never falls, at any seam of its table`() {
    for exponent in -1074...1023 {
      for cell in 0..<128 {
        fallsNowhere(around: Double(sign: .plus, exponent: exponent, significand: 1 + (Double(cell) + 0.5) / 128))
      }
    }
    for seam in [0.9375, 1, 1.0625] { fallsNowhere(around: seam) }
  }

  private func fallsNowhere(around seam: Double) {
    var x = seam.nextDown.nextDown
    for _ in 0..<4 where x > 0 {
      let next = x.nextUp
      if Portable.log(next) < Portable.log(x) { Issue.record("log falls after \(x)") }
      x = next
    }
  }

  /// log rounds to a relative 2^-53 of |log x| ≤ 745, which exp turns into 745 · 2^-53 of x, two roundings aside.
  @Test func `exp takes log back`() {
    var stream = SplitMix64(state: 3)
    for _ in 0..<20_000 {
      let x = Portable.exp(stream.uniform(in: -708...709))
      let logarithm = Portable.log(x)
      #expect(abs(Portable.exp(logarithm) / x - 1) <= (abs(logarithm) + 3) * 0x1p-53)
    }
  }
}
