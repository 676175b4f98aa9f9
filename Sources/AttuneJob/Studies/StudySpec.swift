// SPDX-License-Identifier: Apache-2.0
package import AttuneStudy

/// What a study of the study service is about; never changed.
package struct StudySpec: Sendable, Hashable {
  /// What measurements of a trial are ordered by.
  package enum Axis: String, Sendable, Hashable, CaseIterable {
    case steps
    case elapsedTime
  }

  package let space: SearchSpace
  package let objective: Objective
  /// Nil where none is named: the default suggests.
  package let algorithm: Algorithm?
  /// Nil where no trial is told to stop.
  package let stopping: EarlyStopping?
  package let axis: Axis
  package let seed: UInt64

  package init(
    space: SearchSpace, objective: Objective, algorithm: Algorithm? = nil, stopping: EarlyStopping? = nil,
    axis: Axis = .steps, seed: UInt64 = 0
  ) {
    self.space = space
    self.objective = objective
    self.algorithm = algorithm
    self.stopping = stopping
    self.axis = axis
    self.seed = seed
  }

  package var emptyStudy: Study { Study(space: space, objective: objective, seed: seed) }
}
