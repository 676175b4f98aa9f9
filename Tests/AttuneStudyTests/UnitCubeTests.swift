// SPDX-License-Identifier: Apache-2.0

import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `The unit cube` {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `Assignment to cube and back is the same assignment`(seed: UInt64) {
    var stream = SplitMix64(state: seed)
    for _ in 0..<400 {
      let space = SearchSpace.random(using: &stream)
      for _ in 0..<10 {
        let assignment = space.assignment(at: space.parameters.map { _ in stream.unit() })
        #expect(space.contains(assignment))
        #expect(space.assignment(at: space.unit(of: assignment)) == assignment, "\(space)")
      }
    }
  }

  static let extremes: [ParameterSpec.Domain] = [
    .double(1e-300...1e300, scale: .log), .double(1e-300...1e300, scale: .reverseLog),
    .double(5e-324...1.7e308, scale: .log), .double(5e-324...1e-310, scale: .log),
    .double(1...(1.0).nextUp, scale: .log), .double(1...(1.0).nextUp, scale: .reverseLog),
    .double(-1e16...1, scale: .linear), .double(-8e307...8e307, scale: .linear),
    .double(0...5e-324, scale: .linear), .double(-0.0...0, scale: .linear),
    .double(1e8...(1e8 + 1e-6), scale: .reverseLog), .double(1.1e308...1.7e308, scale: .reverseLog),
    .integer(-(1 << 53)...(1 << 53), scale: .linear), .integer(1...(1 << 53), scale: .log),
    .integer(1...(1 << 53), scale: .reverseLog), .integer(7...7, scale: .log),
    .integer(0...1, scale: .linear), .discrete([3], scale: .log),
  ]

  @Test(arguments: extremes)
  func `Extreme ranges come back, too, and stay inside`(domain: ParameterSpec.Domain) throws {
    _ = try SearchSpace([ParameterSpec(name: "x", domain: domain)])
    var stream = SplitMix64(state: 11)
    let edges = [0, 5e-324, 1e-300, 0x1p-53, 0.5, (1.0).nextDown, 1]
    for u in edges + (0..<500).map({ _ in stream.unit() }) {
      let value = domain.value(at: u)
      #expect(domain.contains(value))
      let unit = domain.unit(of: value)
      #expect(unit >= 0 && unit <= 1)
      #expect(domain.value(at: unit) == value, "\(domain) at \(u)")
    }
  }

  /// On a linear scale the coordinates are 2^-53 apart or closer, so that a value is at most 2^-53 of the
  /// range off, and a rounding of the sum; on a logarithmic one that holds for its logarithm.
  @Test func `A user's double comes back within a 2^-52 of the range`() {
    var stream = SplitMix64(state: 5)
    for _ in 0..<5_000 {
      let low = stream.uniform(in: -1000...1000)
      let range = low...(low + stream.uniform(in: 1e-3...1e6))
      let x = stream.uniform(in: range)
      let linear = ParameterSpec.Domain.double(range, scale: .linear)
      let bound = (range.upperBound - range.lowerBound) * 0x1p-52 + x.ulp
      #expect(abs(number(linear.value(at: linear.unit(of: .double(x)))) - x) <= bound)

      let positive = 1e-5...stream.uniform(in: 1...1e5)
      let y = stream.uniform(in: positive)
      let log = ParameterSpec.Domain.double(positive, scale: .log)
      let span = Portable.log(positive.upperBound / positive.lowerBound)
      #expect(abs(number(log.value(at: log.unit(of: .double(y)))) / y - 1) <= (span + 2) * 0x1p-52)
    }
  }

  @Test(arguments: ParameterSpec.Scale.allCases)
  func `Values never fall along a coordinate`(scale: ParameterSpec.Scale) {
    let domain = ParameterSpec.Domain.double(1e-4...10, scale: scale)
    var last = -Double.infinity
    for step in 0...20_000 {
      let value = number(domain.value(at: Double(step) / 20_000))
      #expect(value >= last)
      last = value
    }
  }

  @Test(arguments: [
    (ParameterSpec.Scale.linear, 0.3, 3.7), (.log, 0.5, 3.1622776601683795), (.reverseLog, 0.5, 7.83772233983162),
  ])
  func `Scales are the contract's formulas`(scale: ParameterSpec.Scale, u: Double, x: Double) {
    let domain = ParameterSpec.Domain.double(1...10, scale: scale)
    #expect(abs(number(domain.value(at: u)) - x) < 1e-14)
    #expect(abs(domain.unit(of: .double(x)) - u) < 1e-14)
  }

  @Test(arguments: ParameterSpec.Scale.allCases)
  func `The ends of a range are its bounds`(scale: ParameterSpec.Scale) {
    let domain = ParameterSpec.Domain.double(0.1...0.7, scale: scale)
    #expect(domain.value(at: 0) == .double(0.1) && domain.value(at: 1) == .double(0.7))
    #expect(domain.unit(of: .double(0.1)) == 0 && domain.unit(of: .double(0.7)) == 1)
  }

  @Test func `Any coordinate gives a feasible value`() {
    var stream = SplitMix64(state: 9)
    for _ in 0..<200 {
      let space = SearchSpace.random(using: &stream)
      for u in [-1, 2, .nan, .infinity, -.infinity, -0.0, .greatestFiniteMagnitude] {
        #expect(space.contains(space.assignment(at: space.parameters.map { _ in u })))
      }
    }
  }

  @Test func `Integers at the ends are as likely as those in the middle`() {
    let domain = ParameterSpec.Domain.integer(1...4, scale: .linear)
    let values = (0..<16).map { domain.value(at: (Double($0) + 0.5) / 16) }
    #expect(values == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4].map { .integer($0) })
  }

  @Test func `A discrete value is the nearest on the scale, the lower of two`() {
    let linear = ParameterSpec.Domain.discrete([1, 10, 100], scale: .linear)
    #expect(linear.value(at: 0.04) == .discrete(1) && linear.value(at: 0.05) == .discrete(10))
    #expect(linear.value(at: 0.54) == .discrete(10) && linear.value(at: 0.55) == .discrete(100))
    let log = ParameterSpec.Domain.discrete([1, 10, 100], scale: .log)
    #expect(log.value(at: 0.24) == .discrete(1) && log.value(at: 0.26) == .discrete(10))
    let even = ParameterSpec.Domain.discrete([0, 1, 2], scale: .linear)
    #expect(even.value(at: 0.25) == .discrete(0) && even.value(at: 0.75) == .discrete(1))
  }

  @Test func `Categories have equal cells`() {
    let domain = ParameterSpec.Domain.categorical(["a", "b", "c"])
    #expect([0, 0.33, 0.34, 0.66, 0.67, 1].map { domain.value(at: $0).text } == ["a", "a", "b", "b", "c", "c"])
    #expect(["a", "b", "c"].map { domain.unit(of: .categorical($0)) } == [0.5 / 3, 0.5, 2.5 / 3])
  }

  @Test func `A thousand discrete values come back, each`() {
    let values = (1...1_000).map { Double($0) }
    for scale in ParameterSpec.Scale.allCases {
      let domain = ParameterSpec.Domain.discrete(values, scale: scale)
      for value in values { #expect(domain.value(at: domain.unit(of: .discrete(value))) == .discrete(value)) }
    }
  }

  private func number(_ value: ParameterValue) -> Double {
    if case .double(let x) = value { x } else { .nan }
  }
}
