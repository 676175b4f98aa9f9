// SPDX-License-Identifier: Apache-2.0

/// Where a trial's metric is read (`attune: metric: source`).
public enum MetricOrigin: Sendable, Hashable {
  /// TensorBoard event files, as of old.
  case events
  /// Lines of the trainer's output.
  case pattern(MetricPattern, stream: TrainerStream)
  /// One JSON object a line; the tag is the key whose value counts.
  case json(MetricFile, step: String?)
  /// A table with a header; the tag is the column whose value counts.
  case csv(file: String, step: String?)
}

/// What a trainer prints to.
public enum TrainerStream: String, Sendable, Hashable, CaseIterable {
  case stdout, stderr, both
}

/// What lines are read from.
public enum MetricFile: Sendable, Hashable {
  case stream(TrainerStream)
  /// Relative to the trial's working directory, or to its `--job-dir`.
  case file(String)
}
