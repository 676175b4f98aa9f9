// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `In a finite space` {
  static let algorithms: [Algorithm] = Algorithm.allCases

  /// Skewed cells, so that most draws fall on few points.
  private func space() throws -> SearchSpace {
    try .of(
      .integer(1...20, scale: .log), .discrete([1, 2, 3, 1000], scale: .linear), .categorical(["a", "b"]))
  }

  @Test(arguments: algorithms, [1, 7, 200])
  func `every point comes up once, then none`(algorithm: Algorithm, batch: Int) throws {
    var study = Study(try space())
    while study.trials.count < 300 {
      let suggestions = try algorithm.optimizer.suggest(batch, for: study)
      if suggestions.isEmpty { break }
      for suggestion in suggestions { _ = study.add(suggestion) }
    }
    #expect(study.trials.count == 160)
    #expect(Set(study.trials.map(\.assignment)).count == 160)
    #expect(try algorithm.optimizer.suggest(1, for: study).isEmpty)
  }

  @Test(arguments: algorithms)
  func `trials of the user are not repeated, nor do their repetitions count`(algorithm: Algorithm) throws {
    var study = Study(try space())
    var stream = SplitMix64(state: 8)
    for _ in 0..<200 {
      study.addByUser(study.space.assignment(at: study.space.parameters.map { _ in stream.unit() }))
    }
    let mine = Set(study.trials.map(\.assignment))
    let rest = try algorithm.optimizer.suggest(500, for: study).map(\.assignment)
    #expect(mine.count < 160 && rest.count == 160 - mine.count)
    #expect(mine.union(rest).count == 160)
  }

  @Test(arguments: algorithms)
  func `of one point there is one suggestion`(algorithm: Algorithm) throws {
    let space = try SearchSpace.of(.double(2...2, scale: .log), .categorical(["only"]))
    #expect(
      try algorithm.optimizer.suggest(3, for: Study(space)).map(\.assignment.flags) == [["--p0=2.0", "--p1=only"]])
    #expect(try algorithm.optimizer.suggest(3, for: Study(SearchSpace([]))).map(\.assignment.flags) == [[]])
  }

  /// 2^106 points, but one in 1,100 draws is (1, 1): without care a handful of 3,000 would be repetitions.
  @Test(arguments: [Algorithm.sobol, .randomSearch])
  func `too large to count nothing is repeated, either`(algorithm: Algorithm) throws {
    let skewed = ParameterSpec.Domain.integer(1...(1 << 53), scale: .log)
    let space = try SearchSpace.of(skewed, skewed)
    #expect(space.cardinality == nil && space.isFinite)
    let suggestions = try algorithm.optimizer.suggest(3_000, for: Study(space))
    #expect(Set(suggestions.map(\.assignment)).count == 3_000)
    #expect(suggestions.contains { $0.assignment.flags == ["--p0=1", "--p1=1"] })
  }

  @Test func `a point that stands in for a tried one says so`() throws {
    let space = try SearchSpace.of(.discrete([0, 1e-9, 1], scale: .linear))
    var study = Study(space)
    for u in [0.3, 1] { study.addByUser(space.assignment(at: [u])) }
    let (random, sobol) = (RandomSearch().suggest(1, for: study)[0], SobolSearch().suggest(1, for: study)[0])
    #expect(random.assignment.flags == ["--p0=0"] && sobol.assignment == random.assignment)
    #expect(random.origin.text == "the next untried point: those drawn at random had been tried")
    #expect(
      sobol.origin.text == "the next untried point: point 3 of the Sobol sequence and others had been tried")
  }

  @Test func `a Sobol point that was tried gives way to a random one, and says so`() throws {
    let space = try SearchSpace.of(.integer(1...50, scale: .linear))
    let first = SobolSearch().suggest(2, for: Study(space))[1]
    var study = Study(space)
    study.addByUser(first.assignment)
    let second = SobolSearch().suggest(1, for: study)[0]
    #expect(second.assignment != first.assignment)
    #expect(second.origin.text == "drawn at random: point 2 of the Sobol sequence had been tried")
  }
}
