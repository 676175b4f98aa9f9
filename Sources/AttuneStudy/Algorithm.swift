// SPDX-License-Identifier: Apache-2.0

/// The optimizers a job can name; raw values are the words of `tuning.yml`.
public enum Algorithm: String, Sendable, Hashable, CaseIterable {
  case gaussianProcessBandit = "GAUSSIAN_PROCESS_BANDIT"
  case sobol = "SOBOL"
  case randomSearch = "RANDOM_SEARCH"
  case gridSearch = "GRID_SEARCH"

  /// What suggests where none is named.
  public static let `default` = Algorithm.gaussianProcessBandit
}
