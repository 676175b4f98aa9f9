// SPDX-License-Identifier: Apache-2.0

/// Where one attempt lives: absolute paths.
public struct TrialPlace: Sendable, Hashable {
  /// The attempt's own folder, `…/trials/<n>/<attempt>`.
  public let folder: String
  /// The trainer's working directory: the private copy, or the original directory with `--in-place`.
  public let workingDirectory: String
  /// The trial's `--job-dir`, where the job has one.
  public let jobDirectory: String?
  /// More directories with event files of this trial.
  public let logDirectories: [String]

  public init(
    folder: String, workingDirectory: String, jobDirectory: String? = nil, logDirectories: [String] = []
  ) {
    self.folder = folder
    self.workingDirectory = workingDirectory
    self.jobDirectory = jobDirectory
    self.logDirectories = logDirectories
  }
}
