// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `A synthetic objective` {
  static let minima: [(SyntheticObjective, [Double])] = [
    (.sphere(dimensions: 3), [1.3, 1.3, 1.3]),
    (.branin, [.pi, 2.275]), (.branin, [-.pi, 12.275]), (.branin, [3 * .pi, 2.475]),
    (.hartmann6, [0.20168952, 0.15001069, 0.47687398, 0.27533243, 0.31165162, 0.65730054]),
  ]

  /// The published minima have eight digits; near them the functions are flat to the square of that.
  @Test(arguments: minima)
  func `has its minimum where it is published`(objective: SyntheticObjective, place: [Double]) {
    let value = objective.value(
      at: Assignment(place.enumerated().map { .init(name: "x\($0 + 1)", value: .double($1)) }))
    #expect(abs(value - objective.minimum) < 1e-9)
  }

  @Test(arguments: minima.map(\.0))
  func `is nowhere below it`(objective: SyntheticObjective) {
    let study = Study(space: objective.space, objective: nil, seed: 1)
    for suggestion in SobolSearch().suggest(4_096, for: study) {
      #expect(objective.value(at: suggestion.assignment) >= objective.minimum)
    }
  }

  @Test func `tells the regret of the best trial`() throws {
    let sphere = SyntheticObjective.sphere(dimensions: 2)
    let points = RandomSearch().suggest(30, for: Study(space: sphere.space, objective: nil, seed: 4))
    let best = points.map { sphere.value(at: $0.assignment) }.min()
    #expect(try sphere.regret(of: RandomSearch(), trials: 30, seed: 4) == best)
  }
}
