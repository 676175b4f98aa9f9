// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// The names of everything in a job's folder.
package struct JobPaths: Sendable, Hashable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  package var journal: String { "\(folder)/journal.sqlite" }
  /// An export for `attune list` and for people; the journal is the truth.
  package var summary: String { "\(folder)/job.json" }
  /// Labels that were given since the job was made; they beat those of the spec.
  package var labels: String { "\(folder)/labels.json" }
  package var ownerLock: String { "\(folder)/owner.lock" }
  /// The environment that was captured when the job was made; mode 0600.
  package var environment: String { "\(folder)/environment" }
  /// Which process is making the job; gone once the journal is there.
  package var maker: String { "\(folder)/maker.tmp" }
  /// The snapshot of the directory in which the command was given.
  package var source: String { "\(folder)/source" }
  /// What the snapshot holds, links and left out; written last, so it says that `source` is whole.
  package var sourceRecord: String { "\(folder)/source.json" }

  /// What the controller of a job without a terminal says.
  package var controllerLog: String { "\(folder)/controller.log" }

  /// What TensorBoard shows of the job; made anew whenever it is missing.
  package var tensorBoard: String { "\(folder)/tensorboard" }

  package var trials: String { "\(folder)/trials" }

  package func trial(_ attempt: Attempt) -> TrialPaths {
    TrialPaths(folder: "\(trials)/\(attempt.trial)/\(attempt.number)")
  }
}
