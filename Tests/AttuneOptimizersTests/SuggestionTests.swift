// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `Suggestions` {
  private func space() throws -> SearchSpace {
    try .of(
      .double(1e-5...1, scale: .log), .double(0.1...0.9, scale: .reverseLog), .integer(1...400, scale: .log),
      .discrete([16, 32, 64], scale: .linear), .categorical(["relu", "tanh", "elu"]))
  }

  /// What a job suggests must not change with the machine, the compiler or the release: only a new algorithm
  /// may say something else.
  @Test(arguments: [
    (
      Algorithm.sobol,
      [
        "0.0059360754687563504 0.7388797636182148 4 32 tanh", "0.00030797449897387294 0.5465662041200621 67 32 tanh",
        "1.0175674248083802e-05 0.8951867479578103 2 64 elu",
      ]
    ),
    (
      .randomSearch,
      [
        "0.00045887761676533407 0.89483038981462 1 32 elu", "0.000768611291679864 0.23105021187056574 14 64 tanh",
        "6.104669146242886e-05 0.250597419819401 11 32 tanh",
      ]
    ),
  ])
  func `are these on every machine`(algorithm: Algorithm, expected: [String]) throws {
    let suggestions = try algorithm.optimizer.suggest(3, for: Study(space(), seed: 2026))
    #expect(suggestions.map { $0.assignment.entries.map(\.value.text).joined(separator: " ") } == expected)
  }

  @Test(arguments: [Algorithm.sobol, .randomSearch])
  func `depend on the seed and the trial's number alone`(algorithm: Algorithm) throws {
    let batch = try algorithm.optimizer.suggest(40, for: Study(space(), seed: 5)).map(\.assignment)
    var study = Study(try space(), seed: 5)
    for number in 0..<40 {
      let suggestion = try #require(try algorithm.optimizer.suggest(1, for: study).first)
      #expect(suggestion.assignment == batch[number])
      let id = study.add(suggestion)
      if number.isMultiple(of: 3) { study.move(id, to: .failed(.init(.lost))) }
      if number.isMultiple(of: 7) { study.record([.init(step: 1, value: 0.5)], of: id) }
    }
  }

  @Test(arguments: Algorithm.allCases)
  func `of none are none`(algorithm: Algorithm) throws {
    let study = Study(try .of(.integer(0...5, scale: .linear)))
    #expect(try algorithm.optimizer.suggest(0, for: study).isEmpty)
  }

  @Test func `come from the algorithm that was named`() throws {
    let study = Study(try .of(.integer(0...5, scale: .linear)))
    let phases = try Algorithm.allCases.map { try $0.optimizer.suggest(1, for: study)[0].origin.phase }
    #expect(phases == ["initial", "sobol", "random", "grid"])
  }
}
