// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `The bounded minimizer` {
  private typealias Function = (_ x: [Double], _ gradient: inout [Double]) -> Double

  private static func rosenbrock(_ x: [Double], _ gradient: inout [Double]) -> Double {
    var sum = 0.0
    for i in gradient.indices { gradient[i] = 0 }
    for i in 0..<x.count - 1 {
      let (u, v) = (x[i + 1] - x[i] * x[i], 1 - x[i])
      sum += 100 * u * u + v * v
      gradient[i] += -400 * u * x[i] - 2 * v
      gradient[i + 1] += 200 * u
    }
    return sum
  }

  private static func quadratic(_ x: [Double], _ gradient: inout [Double]) -> Double {
    var (sum, scale) = (0.0, 1.0)
    for i in x.indices {
      gradient[i] = scale * (x[i] - 0.3)
      sum += 0.5 * gradient[i] * (x[i] - 0.3)
      scale *= 10
    }
    return sum
  }

  private static func quartic(_ x: [Double], _ gradient: inout [Double]) -> Double {
    let total = x.reduce(0, +)
    var sum = 0.1 * total * total
    for i in x.indices {
      let u = x[i] - 0.25
      sum += u * u * u * u
      gradient[i] = 4 * u * u * u + 0.2 * total
    }
    return sum
  }

  @Test func `finds the minima that L-BFGS-B finds`() throws {
    for row in try NumericFixture("minima.txt").rows {
      let (name, n) = (row[0], try #require(Int(row[1])))
      let numbers = Array(row.dropFirst(2)).doubles
      let parts: [[Double]] = (0..<3).map { Array(numbers[$0 * n..<($0 + 1) * n]) }
      let f: Function =
        switch name {
        case "rosenbrock": Self.rosenbrock
        case "quartic": Self.quartic
        default: Self.quadratic
        }
      var minimizer = BoundedMinimizer(lower: parts[0], upper: parts[1])
      (minimizer.evaluations, minimizer.gradientTolerance, minimizer.valueTolerance) = (2_000, 1e-8, 0)
      let found = minimizer.minimum(from: parts[2], of: f)
      #expect(abs(found.value - numbers[3 * n]) <= 1e-9, "\(name) in \(n): \(found)")
      // A quartic valley is flat: its place is known to the fourth root of that.
      for (x, y) in zip(found.x, numbers.dropFirst(3 * n + 1)) {
        #expect(abs(x - y) <= 2e-3, "\(name) in \(n): \(found)")
      }
    }
  }

  /// A wavy function: many minima, and starts outside the box.
  @Test(arguments: 0..<60)
  func `stays in the box, counts evaluations, and ends no worse than it began`(seed: Int) {
    var random = SplitMix64(state: UInt64(seed))
    let n = 1 + seed % 7
    let lower = (0..<n).map { _ in random.unit() - 1 }
    let upper = lower.map { seed.isMultiple(of: 5) ? $0 : $0 + random.unit() }
    let slopes = (0..<n).map { _ in 20 * random.unit() - 10 }
    let start = (0..<n).map { _ in 4 * random.unit() - 2 }
    var minimizer = BoundedMinimizer(lower: lower, upper: upper)
    minimizer.evaluations = 1 + seed % 30
    var values: [Double] = []
    let found = minimizer.minimum(from: start) { x, gradient in
      #expect((0..<n).allSatisfy { (lower[$0]...upper[$0]).contains(x[$0]) })
      var sum = 0.0
      for i in x.indices {
        let wave = Portable.exp(-20 * (x[i] + 0.3) * (x[i] + 0.3))
        sum += slopes[i] * x[i] * x[i] * wave
        gradient[i] = slopes[i] * wave * (2 * x[i] - 40 * x[i] * x[i] * (x[i] + 0.3))
      }
      values.append(sum)
      return sum
    }
    #expect(values.count <= minimizer.evaluations)
    #expect(found.value <= values[0] && values.contains(found.value))
    #expect((0..<n).allSatisfy { (lower[$0]...upper[$0]).contains(found.x[$0]) })
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func `never accepts a value that is not finite`(odd: Double) {
    let minimizer = BoundedMinimizer(lower: [-10], upper: [10])
    let found = minimizer.minimum(from: [5]) { x, gradient in
      gradient[0] = 2 * x[0]
      return x[0] < 1 ? odd : x[0] * x[0]
    }
    #expect((1...5).contains(found.x[0]) && found.value == found.x[0] * found.x[0])
  }
}
