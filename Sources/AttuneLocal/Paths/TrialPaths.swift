// SPDX-License-Identifier: Apache-2.0

/// The names of everything in an attempt's folder.
package struct TrialPaths: Sendable, Hashable {
  package let folder: String

  package init(folder: String) { self.folder = folder }

  /// The private working copy; afterwards, what the trainer made or changed.
  package var work: String { "\(folder)/work" }
  /// Which files of `work` are only copies; there from the copy's end until `work` is tidied.
  package var workManifest: String { "\(folder)/work.manifest" }
  package var standardOutput: String { "\(folder)/stdout.log" }
  package var standardError: String { "\(folder)/stderr.log" }
  /// When the logs grew: a line `o|e OFFSET MILLISECONDS` per growth.
  package var logTimes: String { "\(folder)/log.times" }
  /// Who runs the trainer; there before the trainer is.
  package var launchRecord: String { "\(folder)/launch.json" }
  package var exitRecord: String { "\(folder)/exit.json" }
  /// Locked exactly while the supervisor lives.
  package var supervisorLock: String { "\(folder)/supervisor.lock" }
  package var hypertune: String { "\(folder)/hypertune" }
  /// `CLOUD_ML_HP_METRIC_FILE`.
  package var metricFile: String { "\(hypertune)/output.metrics" }
}
