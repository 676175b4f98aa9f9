// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `The output warp` {
  @Test func `is the transform that SciPy finds`() throws {
    for row in try NumericFixture("warp.txt").rows.map(\.doubles) {
      let pairs = stride(from: 1, to: row.count, by: 2).map { (value: row[$0], image: row[$0 + 1]) }
      let warp = try #require(OutputWarp(pairs.map(\.value)))
      #expect(warp.lambda == row[0])
      for (value, image) in pairs { #expect(abs(warp(value) - image) <= 1e-9 * max(1, abs(image))) }
    }
  }

  static let samples: [[Double]] = {
    var random = SplitMix64(state: 9)
    let uniform = (0..<30).map { _ in random.unit() }
    let skewed = uniform.map { Portable.exp(8 * $0) }
    return [
      uniform, skewed, skewed.map { -$0 }, uniform.map { $0 * 1e300 }, uniform.map { $0 * 1e-300 }, uniform + [1e300],
      uniform + [1e6], uniform + [-1e6], [0, 1], [0, 0, 0, 0, 0, 1], [1, 1.0.nextUp], uniform.map { 1e9 + $0 },
      skewed.map { $0 < 20 ? 1 : $0 },
    ]
  }()

  @Test(arguments: samples)
  func `increases, to mean 0 and variance 1`(values: [Double]) throws {
    let warp = try #require(OutputWarp(values))
    let images = values.map { warp($0) }
    let n = Double(images.count)
    let mean = images.reduce(0, +) / n
    #expect(images.allSatisfy(\.isFinite) && abs(mean) < 1e-7)
    #expect(abs(images.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n - 1) < 1e-6)
    let order = values.indices.sorted { values[$0] < values[$1] }
    for (a, b) in zip(order, order.dropFirst()) { #expect(images[a] <= images[b]) }
    let (low, high) = (try #require(values.min()), try #require(values.max()))
    #expect(warp(low) < warp(high))
  }

  @Test(arguments: samples)
  func `has an inverse`(values: [Double]) throws {
    let warp = try #require(OutputWarp(values))
    let (low, high) = (try #require(values.min()), try #require(values.max()))
    for value in values { #expect(abs(warp.value(at: warp(value)) - value) <= 1e-6 * (high - low)) }
  }

  @Test(arguments: samples)
  func `gives finite values everywhere, and not far outside of those seen`(values: [Double]) throws {
    let warp = try #require(OutputWarp(values))
    let (low, high) = (try #require(values.min()), try #require(values.max()))
    let reach = 2.000001 * (high - low) + (high.magnitude + low.magnitude) * 0x1p-50
    var last = -Double.infinity
    for warped in [-Double.infinity, -1e300, -1e6, -30, -2, 0, 2, 30, 1e6, 1e300, .infinity] {
      let value = warp.value(at: warped)
      #expect(value.isFinite && value >= last)
      #expect(value >= low - reach && value <= high + reach)
      last = value
    }
  }

  /// The same values in other units.
  @Test(arguments: samples.prefix(3), [0x1p-40, 4, 0x1p40])
  func `does not depend on the unit`(values: [Double], unit: Double) throws {
    let (warp, other) = (try #require(OutputWarp(values)), try #require(OutputWarp(values.map { unit * $0 })))
    for value in values { #expect(warp(value) == other(unit * value)) }
  }

  @Test(arguments: [[], [1], [2, 2, 2], [-1.5e308, 1.5e308, 1.5e308]])
  func `is none where the values do not differ, or by more than a number`(values: [Double]) {
    #expect(OutputWarp(values) == nil)
  }
}
