// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `Random search` {
  /// 100 cells of 200 expected; χ² with 99 degrees of freedom is above 160 once in 10,000 times.
  @Test func `is uniform in the square`() throws {
    var cells = Array(repeating: 0, count: 100)
    for point in try Study.points(of: RandomSearch(), 20_000, in: .cube(2)) {
      cells[Int(point[0] * 10) * 10 + Int(point[1] * 10)] += 1
    }
    #expect(cells.reduce(0) { $0 + (Double($1) - 200) * (Double($1) - 200) / 200 } < 160)
  }

  /// The logarithm of the values is what must be uniform: a third of them in each of three decades, give or
  /// take four standard deviations.
  @Test func `is uniform on the scale`() throws {
    let space = try SearchSpace.of(.double(1e-3...1, scale: .log))
    let values = RandomSearch().suggest(9_000, for: Study(space)).map { space.unit(of: $0.assignment)[0] }
    for decade in 0..<3 {
      let count = values.count { Int($0 * 3) == decade }
      #expect(abs(count - 3_000) < 180)
    }
  }

  @Test func `says that it drew at random`() throws {
    let origin = RandomSearch().suggest(1, for: Study(try .cube(2)))[0].origin
    #expect(origin == Origin(phase: "random", text: "drawn uniformly at random", completionsSeen: 0))
  }
}
