// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import Testing

/// The fixture holds SciPy's unscrambled points.
@Suite struct `The Sobol sequence` {
  @Test func `is SciPy's, point by point`() throws {
    let sequence = SobolSequence(dimensions: SobolSequence.dimensions)
    for row in try NumericFixture("sobol.txt").rows where row[0] != "all" {
      let (index, dimension) = (try #require(Int(row[0])), try #require(Int(row[1])))
      #expect(sequence.point(at: index)[dimension - 1] == UInt32(row[2]), "point \(index), dimension \(dimension)")
    }
  }

  @Test func `is SciPy's in all 1,111 dimensions`() throws {
    #expect(SobolSequence.dimensions == 1_111)
    let sequence = SobolSequence(dimensions: 1_111)
    let checksum = (0..<256).reduce(UInt64(0)) { sum, index in
      sequence.point(at: index).reduce(sum) { $0 &* 31 &+ UInt64($1) }
    }
    let last = try #require(try NumericFixture("sobol.txt").rows.last)
    #expect(last[0] == "all" && UInt64(last[1]) == checksum)
  }
}
