// SPDX-License-Identifier: Apache-2.0

import AttuneStudy
import Testing

@Suite struct `Random streams` {
  private func study(seed: UInt64) throws -> Study {
    Study(space: try SearchSpace([]), objective: nil, seed: seed)
  }

  /// The first outputs for the state 0, as in the reference implementation of the paper's authors.
  @Test func `are SplitMix64`() {
    var stream = SplitMix64(state: 0)
    #expect(stream.next() == 0xE220_A839_7B1D_CDAF)
    #expect(stream.next() == 0x6E78_9E6A_A1B9_65F4)
    #expect(stream.next() == 0x06C4_5D18_8009_454F)
  }

  /// Neighbouring seeds and trials are where streams that are seeded by adding would overlap.
  @Test func `do not share a number, across seeds, trials and purposes`() throws {
    var seen: Set<UInt64> = []
    var count = 0
    for seed in [0, 1, 2, 0x9E37_79B9_7F4A_7C15, .max] as [UInt64] {
      let study = try study(seed: seed)
      for trial in 0...40 {
        for purpose in Study.Purpose.allCases {
          var stream = study.randomStream(for: Trial.ID(trial), purpose: purpose)
          for _ in 0..<500 { seen.insert(stream.next()) }
          count += 500
        }
      }
    }
    #expect(seen.count == count)
  }

  @Test func `are the same for the same study, and the study has one of its own`() throws {
    let (a, b, id) = (try study(seed: 7), try study(seed: 7), Trial.ID(3))
    #expect(a.randomStream(for: id, purpose: .assignment) == b.randomStream(for: id, purpose: .assignment))
    #expect(a.randomStream(purpose: .scrambling) != a.randomStream(for: Trial.ID(1), purpose: .scrambling))
    #expect(a.randomStream(purpose: .scrambling) != a.randomStream(purpose: .assignment))
  }

  /// 64 cells of 1,562.5 expected; χ² with 63 degrees of freedom is above 114 once in 10,000 times.
  @Test func `are uniform in the unit interval`() throws {
    var cells = Array(repeating: 0, count: 64)
    for trial in 1...1_000 {
      var stream = try study(seed: 1).randomStream(for: Trial.ID(trial), purpose: .assignment)
      for _ in 0..<100 { cells[Int(stream.unit() * 64)] += 1 }
    }
    let expected = 100_000 / 64.0
    let chiSquared = cells.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(chiSquared < 114)
  }
}
