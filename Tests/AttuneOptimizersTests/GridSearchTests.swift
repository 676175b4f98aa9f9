// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `Grid search` {
  private func space() throws -> SearchSpace {
    try .of(
      .integer(1...2, scale: .log), .double(0.5...0.5, scale: .linear), .discrete([0.1, 1], scale: .linear),
      .categorical(["a", "b", "c"]))
  }

  @Test func `enumerates every point once, as nested loops do`() throws {
    let suggestions = try GridSearch().suggest(100, for: Study(space()))
    let texts = suggestions.map { $0.assignment.entries.map(\.value.text).joined(separator: " ") }
    #expect(
      texts == [
        "1 0.5 0.1 a", "1 0.5 0.1 b", "1 0.5 0.1 c", "1 0.5 1 a", "1 0.5 1 b", "1 0.5 1 c",
        "2 0.5 0.1 a", "2 0.5 0.1 b", "2 0.5 0.1 c", "2 0.5 1 a", "2 0.5 1 b", "2 0.5 1 c",
      ])
    #expect(suggestions[4].origin == Origin(phase: "grid", text: "point 5 of 12 of the grid", completionsSeen: 0))
  }

  @Test(arguments: [1, 5, 12])
  func `is the same in any batches, and knows its end`(batch: Int) throws {
    var study = Study(try space())
    var points: [Assignment] = []
    while points.count <= 12 {
      let suggestions = try GridSearch().suggest(batch, for: study)
      if suggestions.isEmpty { break }
      for suggestion in suggestions { _ = study.add(suggestion) }
      points += suggestions.map(\.assignment)
    }
    #expect(points == (try GridSearch().suggest(12, for: Study(space())).map(\.assignment)))
  }

  @Test func `leaves out what the user has tried`() throws {
    let all = try GridSearch().suggest(12, for: Study(space())).map(\.assignment)
    var study = Study(try space())
    for index in [0, 3, 3, 11] { study.addByUser(all[index]) }
    study.addByUser(Assignment([.init(name: "elsewhere", value: .integer(1))]))
    let rest = try GridSearch().suggest(12, for: study).map(\.assignment)
    #expect(rest == [1, 2, 4, 5, 6, 7, 8, 9, 10].map { all[$0] })
  }

  @Test func `starts on a grid too large to count`() throws {
    let space = try SearchSpace.of(
      .integer(0...(1 << 40), scale: .linear), .integer(0...(1 << 40), scale: .linear))
    var study = Study(space)
    for suggestion in try GridSearch().suggest(2, for: study) { _ = study.add(suggestion) }
    study.addByUser(space.assignment(at: [1, 1]))
    let next = try GridSearch().suggest(1, for: study)[0]
    #expect(next.assignment.flags == ["--p0=0", "--p1=2"])
    #expect(next.origin.text == "point 3 of the grid")
  }

  @Test func `refuses a continuous parameter`() throws {
    let space = try SearchSpace.of(.integer(1...2, scale: .linear), .double(0...1, scale: .linear))
    let message =
      "GRID_SEARCH cannot enumerate the DOUBLE parameter 'p1': make it DISCRETE or INTEGER, or use RANDOM_SEARCH"
    #expect(throws: OptimizerError(message)) { try GridSearch().suggest(1, for: Study(space)) }
  }

  @Test func `has one point where there is nothing to tune`() throws {
    var study = Study(try SearchSpace([]))
    let suggestions = try GridSearch().suggest(3, for: study)
    #expect(suggestions.map(\.assignment) == [Assignment([])])
    _ = study.add(suggestions[0])
    #expect(try GridSearch().suggest(1, for: study).isEmpty)
  }
}
