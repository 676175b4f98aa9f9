// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension ConfigurationReader {
  /// Warns where the number of trials and the space do not fit each other.
  mutating func judgeSize(_ hyperparameters: LocatedValue, of space: SearchSpace) {
    let count = space.parameters.count
    if count > 16 {
      diagnostics.add(
        .warning, at: hyperparameters["params"]?.location, "\(count) parameters are many: 16 or fewer tune well",
        hint: "fix those that matter least in the script or in 'args'")
    }
    let trials = configuration.limits.maxTrials
    if let written = hyperparameters["maxTrials"], (written.integer ?? 0) < 1 { return }
    if let points = space.cardinality, trials > points {
      warnAboutTrials(
        hyperparameters, "is more than the \(points) different points of the search space",
        hint: "\(points) trials try them all")
    } else if trials < 2 * count, configuration.tuning?.algorithm != .gridSearch {
      warnAboutTrials(
        hyperparameters, "is few for \(count) parameter\(count == 1 ? "" : "s")",
        hint: "give it at least \(2 * count), two for each parameter; ten for each are better")
    }
  }

  private mutating func warnAboutTrials(_ hyperparameters: LocatedValue, _ words: String, hint: String) {
    if let number = overrides.maxTrials {
      diagnostics.add(.warning, at: nil, "--max-trials (\(number)) \(words)", hint: hint)
    } else if let trials = hyperparameters["maxTrials"] {
      diagnostics.add(.warning, at: trials.location, "'maxTrials' (\(trials.written)) \(words)", hint: hint)
    } else {
      diagnostics.add(
        .warning, at: hyperparameters.location, "'maxTrials' (1, because it is not set) \(words)", hint: hint)
    }
  }
}
