// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension ConfigurationReader {
  mutating func interpret(_ tree: ConfigurationTree) {
    configuration.trainingInput = tree.echo
    configuration.arguments = tree.trainingInput?["args"]?.texts
    configuration.pythonModule = tree.trainingInput?["pythonModule"]?.text
    configuration.jobDirectory = tree.trainingInput?["jobDir"]?.text
    configuration.labels = tree.root["labels"].textsByName
    configuration.limits.maxRunningTime = duration(tree.trainingInput?["scheduling"]?["maxRunningTime"])
    readAttune(tree.attune)
    readBudget(tree.attune?["budget"])
    if let location = tree.emptyHyperparameters {
      diagnostics.error(
        "'hyperparameters' is empty", at: location, hint: "indent its keys below it, or remove it")
    }
    guard let hyperparameters = tree.hyperparameters, !hyperparameters.isUnusable else {
      if !diagnostics.hasErrors {
        diagnostics.add(
          .notice, at: .file(file), "no 'hyperparameters': one trial runs and nothing is tuned")
      }
      checkOverrides(tunes: false)
      return
    }
    readTuning(hyperparameters, attune: tree.attune)
  }

  private mutating func readAttune(_ attune: LocatedValue?) {
    let trial = attune?["trial"]
    readFailures(retries: trial?["retries"], attune?["failurePolicy"])
    readGPUs(trial?["gpus"])
    configuration.limits.trialTimeLimit = duration(trial?["timeLimit"])
    configuration.exclude = attune?["snapshot"]?["exclude"]?.texts ?? []
    configuration.link = attune?["snapshot"]?["link"]?.texts ?? []
    configuration.environment = trial?["environment"].textsByName ?? [:]
    for field in trial?["environment"]?.fields ?? []
    where field.name.isEmpty || field.name.contains("=") || field.name.contains("\0") {
      diagnostics.error(
        "'\(field.name)' cannot name an environment variable", at: field.keyLocation,
        hint: "write 'NAME: value' lines")
    }
  }

  /// What the job may cost. Trials are counted by `readLimits`, where there are several.
  private mutating func readBudget(_ budget: LocatedValue?) {
    configuration.trialBudget = atLeast(1, budget?["trials"], "trials")
    guard let hours = budget?["hours"], let number = hours.number else { return }
    guard number > 0 else {
      diagnostics.error("'hours' (\(hours.written)) must be greater than 0", at: hours.location)
      return
    }
    configuration.limits.timeBudget = limit(seconds: 3_600 * number)
  }

  /// `7200s`, whose form has been checked.
  private func duration(_ value: LocatedValue?) -> Duration? {
    value?.text.flatMap { Double($0.dropLast()) }.map { limit(seconds: $0) }
  }

  /// In whole milliseconds, as the journal keeps it; at least one, and at most a century, which is as good as none and
  /// can be held.
  private func limit(seconds: Double) -> Duration { .milliseconds(Int(1_000 * min(max(seconds, 0.001), 3e9) + 0.5)) }

  /// What the machine lacks is said now: no trial could ever start.
  private mutating func readGPUs(_ value: LocatedValue?) {
    guard let value, let count = atLeast(0, value, "gpus") else { return }
    configuration.gpus = .exactly(count)
    guard count > gpus else { return }
    let found = gpus == 0 ? "none" : "\(gpus)"
    diagnostics.error(
      "'gpus' (\(value.written)) is more than trials can use on this machine, which has \(found)", at: value.location,
      hint: gpus == 0 ? "leave it out to run on the CPU; 'attune doctor' says what was found" : "write at most \(gpus)")
  }

  mutating func atLeast(_ smallest: Int, _ value: LocatedValue?, _ name: String) -> Int? {
    guard let value, let number = value.integer else { return nil }
    guard number >= smallest else {
      diagnostics.error("'\(name)' (\(value.written)) must be at least \(smallest)", at: value.location)
      return nil
    }
    return number
  }

  /// Options that beat the file must be sound, too.
  mutating func checkOverrides(tunes: Bool) {
    for (option, number) in [
      ("--max-trials", overrides.maxTrials), ("--max-parallel-trials", overrides.maxParallelTrials),
    ] {
      guard let number else { continue }
      if number < 1 {
        diagnostics.error("\(option) (\(number)) must be at least 1", at: nil)
      } else if !tunes {
        diagnostics.add(.warning, at: nil, "\(option) has no effect: nothing is tuned")
      }
    }
  }
}

extension LocatedValue? {
  /// The entries of a map of texts.
  fileprivate var textsByName: [String: String] {
    let pairs = (self?.fields ?? []).compactMap { field in field.value.textOrNothing.map { (field.name, $0) } }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}

extension LocatedValue {
  /// `NAME:` with nothing behind it is an empty text.
  fileprivate var textOrNothing: String? { isNull ? "" : text }
}
