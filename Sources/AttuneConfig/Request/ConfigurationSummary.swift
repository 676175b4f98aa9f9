// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

/// What was understood, for `attune check`.
package struct ConfigurationSummary: Sendable, Hashable {
  package struct Entry: Sendable, Hashable {
    package let label: String
    package let text: String
  }

  package struct Parameter: Sendable, Hashable {
    package let name: String
    /// The service's word: DOUBLE, INTEGER, CATEGORICAL, DISCRETE.
    package let type: String
    /// `0.2 … 0.6`, or the values.
    package let values: String
    /// Nil for CATEGORICAL.
    package let scale: String?
  }

  package let entries: [Entry]
  package let parameters: [Parameter]

  /// - Parameters:
  ///   - file: as messages call it; nil where there is none.
  ///   - spec: nil where no program was given.
  package init(file: String?, configuration: Configuration, spec: JobSpec?) {
    let given: [(String, String?)] = [
      ("configuration", file ?? "none"),
      ("trainer", spec?.trainer.command.map(\.quotedForShell).joined(separator: " ")),
      ("flags", spec.flatMap { $0.trainer.usesPlaceholders ? "none: the command has placeholders" : nil }),
    ]
    let texts = given + Self.tuning(configuration, seed: spec?.seed) + Self.surroundings(configuration, spec)
    entries = texts.compactMap { label, text in text.map { Entry(label: label, text: $0) } }
    parameters = configuration.tuning?.space.parameters.map(Parameter.init) ?? []
  }

  private static func tuning(_ configuration: Configuration, seed: UInt64?) -> [(String, String?)] {
    let limits = configuration.limits
    guard let tuning = configuration.tuning else { return [("trials", "1: nothing is tuned")] }
    let tag = tuning.objective.tag.rawValue
    let verb = tuning.objective.goal == .maximize ? "maximize" : "minimize"
    let which = tuning.objective.selection == .best ? "best" : "last"
    let metric = tag.isEmpty ? "any tag that ends with training/hptuning/metric" : tag
    return [
      ("objective", "\(verb) the \(which) value of \(metric)"),
      ("metric source", tuning.origin.words),
      ("algorithm", tuning.algorithm.rawValue + (configuration.namesAlgorithm ? "" : " (none is named)")),
      ("seed", seed.map { "\($0)" }),
      ("trials", "\(limits.maxTrials), \(limits.maxParallelTrials) at a time"),
      ("tried first", describe(tuning.initialAssignments)),
      ("earlier job", tuning.previousJob),
      ("early stopping", tuning.stopping.map(describe)),
      ("failed trials", limits.maxFailedTrials > 0 ? "the job fails at \(limits.maxFailedTrials)" : nil),
    ]
  }

  private static func describe(_ initial: [Assignment]) -> String? {
    initial.isEmpty ? nil : "\(initial.count) of initialTrials"
  }

  private static func describe(_ stopping: EarlyStopping) -> String {
    switch stopping.method {
    case .median: "median rule" + (stopping.minSteps > 0 ? ", not before step \(stopping.minSteps)" : "")
    }
  }

  /// Nil for what goes without saying.
  private static func describe(_ gpus: TrialResources.GPUs) -> String? {
    switch gpus {
    case .exactly(0): "none: trials run on the CPU"
    case .exactly(let count): "\(count) a trial"
    case .upTo(1): nil
    case .upTo(let count): "up to \(count) a trial"
    }
  }

  private static func surroundings(_ configuration: Configuration, _ spec: JobSpec?) -> [(String, String?)] {
    func list(_ words: [String]) -> String? { words.isEmpty ? nil : words.joined(separator: ", ") }
    return [
      ("running time", configuration.limits.maxRunningTime.map { "\($0.words) at most" }),
      ("budget", configuration.limits.timeBudget.map { "nothing new after \($0.words)" }),
      ("time limit", configuration.limits.trialTimeLimit.map { "\($0.words) a trial" }),
      ("GPUs", Self.describe(configuration.gpus)),
      ("retries", configuration.limits.retries > 0 ? "\(configuration.limits.retries) a trial" : nil),
      (
        "failure policy",
        list(configuration.namedFailures.map { "\($0.rawValue): \(configuration.limits.failurePolicy[$0].rawValue)" })
      ),
      ("job directory", configuration.jobDirectory),
      ("log directories", list(configuration.tuning?.logDirectories ?? [])),
      ("working copy", spec.flatMap { $0.workingCopy == .inPlace ? "none: trials run in place" : nil }),
      ("left out of it", list(configuration.exclude)),
      ("linked in it", list(configuration.link)),
      ("environment", list(configuration.environment.keys.sorted())),
      ("labels", list(configuration.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })),
    ]
  }
}
