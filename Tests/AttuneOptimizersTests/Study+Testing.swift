// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

extension SearchSpace {
  /// As many parameters p0, p1, … as domains.
  static func of(_ domains: ParameterSpec.Domain...) throws -> SearchSpace {
    try SearchSpace(domains.enumerated().map { ParameterSpec(name: "p\($0)", domain: $1) })
  }

  /// The unit cube, on linear scales.
  static func cube(_ dimensions: Int) throws -> SearchSpace {
    try SearchSpace((0..<dimensions).map { ParameterSpec(name: "p\($0)", domain: .double(0...1, scale: .linear)) })
  }
}

extension Study {
  init(_ space: SearchSpace, seed: UInt64 = 1) {
    self.init(space: space, objective: Objective(tag: MetricTag("acc"), goal: .maximize), seed: seed)
  }

  /// The first points that an optimizer suggests for a study without trials.
  static func points(
    of optimizer: any Optimizer, _ count: Int, in space: SearchSpace, seed: UInt64 = 1
  ) throws -> [[Double]] {
    try optimizer.suggest(count, for: Study(space, seed: seed)).map { space.unit(of: $0.assignment) }
  }

  /// A trial of the user's own.
  mutating func addByUser(_ assignment: Assignment) {
    let id = add(
      Suggestion(assignment: assignment, origin: Origin(phase: "user", text: "mine", completionsSeen: 0)))
    move(id, to: .succeeded(final: .init(step: 0, value: 1)))
  }
}
