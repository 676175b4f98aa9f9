// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `Sobol search` {
  /// What scrambling must keep: among the first 2^m points, one in each of the 2^m equal cells of every axis.
  @Test(arguments: [UInt64(1), 2, 0xFFFF_FFFF_FFFF_FFFF])
  func `puts one of 64 points into each 64th of every axis, in 1,111 dimensions`(seed: UInt64) throws {
    let points = try Study.points(of: SobolSearch(), 64, in: .cube(1_111), seed: seed)
    for axis in 0..<1_111 {
      #expect(Set(points.map { Int($0[axis] * 64) }).count == 64, "axis \(axis)")
    }
  }

  @Test(arguments: 0...6)
  func `puts one of 64 points into each cell of 2^k by 2^(6 − k) of the first two axes`(k: Int) throws {
    let (columns, rows) = (Double(1 << k), Double(64 >> k))
    let points = try Study.points(of: SobolSearch(), 64, in: .cube(2))
    #expect(Set(points.map { [Int($0[0] * columns), Int($0[1] * rows)] }).count == 64)
  }

  /// Each coordinate of each point must be uniform over seeds: 2,000 seeds, 16 cells of 125; χ² with 15 degrees
  /// of freedom is above 45 once in 10,000 times.
  @Test(arguments: [0, 1, 5])
  func `scrambles each point over the whole axis`(index: Int) throws {
    let space = try SearchSpace.cube(3)
    for axis in 0..<3 {
      var cells = Array(repeating: 0, count: 16)
      for seed in 0..<2_000 as Range<UInt64> {
        let points = try Study.points(of: SobolSearch(), index + 1, in: space, seed: seed)
        cells[Int(points[index][axis] * 16)] += 1
      }
      let chiSquared = cells.reduce(0) { $0 + (Double($1) - 125) * (Double($1) - 125) / 125 }
      #expect(chiSquared < 45, "axis \(axis): \(cells)")
    }
  }

  @Test func `goes on beyond its table, at random`() throws {
    let points = try Study.points(of: SobolSearch(), 4, in: .cube(1_115))
    #expect(points.allSatisfy { $0.count == 1_115 })
    #expect(Set(points.map { $0[1_114] }).count == 4)
  }

  /// The mean squared L2 star discrepancy of 64 points in 4 dimensions over 20 seeds. Measured here: 0.23 of that
  /// of random points; a third is asked for.
  @Test func `covers the cube better than random points do`() throws {
    let space = try SearchSpace.cube(4)
    var (sobol, random) = (0.0, 0.0)
    for seed in 1...20 as ClosedRange<UInt64> {
      sobol += discrepancy(try Study.points(of: SobolSearch(), 64, in: space, seed: seed))
      random += discrepancy(try Study.points(of: RandomSearch(), 64, in: space, seed: seed))
    }
    #expect(sobol < random / 3, "\(sobol / 20) against \(random / 20)")
  }

  /// Source: T. T. Warnock (1972): the squared L2 star discrepancy in closed form.
  private func discrepancy(_ points: [[Double]]) -> Double {
    let (n, d) = (Double(points.count), points[0].count)
    var (ones, pairs) = (0.0, 0.0)
    for x in points {
      ones += x.reduce(1) { $0 * (1 - $1 * $1) / 2 }
      for y in points { pairs += zip(x, y).reduce(1) { $0 * (1 - max($1.0, $1.1)) } }
    }
    return (0..<d).reduce(1) { power, _ in power / 3 } - 2 / n * ones + pairs / (n * n)
  }

  /// The mean least value after 64 trials in 2 dimensions over 40 seeds. Measured here: 0.65 of that of random
  /// search; 0.8 is asked for.
  @Test func `comes nearer to the minimum of a sphere than random search`() throws {
    let sphere = SyntheticObjective.sphere(dimensions: 2)
    var (sobol, random) = (0.0, 0.0)
    for seed in 1...40 as ClosedRange<UInt64> {
      sobol += try sphere.regret(of: SobolSearch(), trials: 64, seed: seed)
      random += try sphere.regret(of: RandomSearch(), trials: 64, seed: seed)
    }
    #expect(sobol < 0.8 * random, "\(sobol / 40) against \(random / 40)")
  }

  @Test func `says which point it is`() throws {
    var study = Study(try .cube(2))
    study.addByUser(study.space.assignment(at: [0.5, 0.5]))
    let origin = SobolSearch().suggest(1, for: study)[0].origin
    #expect(origin == Origin(phase: "sobol", text: "point 2 of a scrambled Sobol sequence", completionsSeen: 1))
  }
}
