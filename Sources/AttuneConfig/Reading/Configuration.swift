// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

/// What a configuration file asks for, validated.
package struct Configuration: Sendable, Hashable {
  /// Nil: one trial, nothing tuned.
  package var tuning: JobSpec.Tuning?
  /// Whether the file names the algorithm.
  package var namesAlgorithm = false
  package var limits = JobLimits()
  /// Those for which the file names a reaction.
  package var namedFailures: [FailureClass] = []
  /// `attune: budget: trials`, which `limits.maxTrials` does not exceed.
  package var trialBudget: Int?
  /// `args`: what stands between the trainer and the tuned flags.
  package var arguments: [String]?
  package var pythonModule: String?
  package var jobDirectory: String?
  /// `attune: trial: environment`.
  package var environment: [String: String] = [:]
  /// `attune: trial: gpus`, else as the machine of the cloud had them, else one if there is any.
  package var gpus = TrialResources.GPUs.upTo(1)
  /// `attune: snapshot`.
  package var exclude: [String] = []
  package var link: [String] = []
  package var labels: [String: String] = [:]
  /// By the rules of the service's JSON: camelCase names, 64-bit integers as strings.
  package var trainingInput: JSONValue = .object([:])

  package init() {}
}

/// A configuration, where there is no error, and everything that is to be said about the file.
package struct ConfigurationReading: Sendable, Hashable {
  package let configuration: Configuration?
  package let diagnostics: [Diagnostic]
}
