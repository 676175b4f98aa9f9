// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

extension ConfigurationReader {
  /// In the order of `contract.md` §1.3: parameters, then algorithm, then limits.
  mutating func readTuning(_ hyperparameters: LocatedValue, attune: LocatedValue?) {
    let space = readSpace(hyperparameters)
    let chosen = readAlgorithm(hyperparameters, attune: attune)
    if case .gridSearch? = chosen { refuseGridOverDoubles(hyperparameters, attune: attune) }
    readLimits(hyperparameters)
    let goal = hyperparameters["goal"]?.text.flatMap(Goal.init(rawValue:)) ?? .maximize
    echo(["goal": .string(goal.rawValue)])
    let stopping = readStopping(hyperparameters, attune?["stopping"])
    guard let space else { return }
    let initialAssignments = readInitialTrials(attune?["initialTrials"], in: space)
    let metric = attune?["metric"]
    let selection = metric?["selection"]?.text.flatMap(Objective.Selection.init(rawValue:)) ?? .last
    configuration.namesAlgorithm = chosen != nil
    configuration.tuning = JobSpec.Tuning(
      space: space,
      objective: Objective(tag: readTag(hyperparameters), goal: goal, selection: selection),
      algorithm: chosen ?? .default, stopping: stopping,
      logDirectories: metric?["logDirectories"]?.texts ?? [], origin: readOrigin(metric?["source"]) ?? .events,
      initialAssignments: initialAssignments, previousJob: readPreviousJob(hyperparameters))
    if let source = metric?["source"] { requireTag(for: source, hyperparameters) }
    if let directories = metric?["logDirectories"] { refuseSharedDirectories(directories) }
    judgeSize(hyperparameters, of: space)
  }

  private mutating func readSpace(_ hyperparameters: LocatedValue) -> SearchSpace? {
    guard let params = hyperparameters["params"] else {
      diagnostics.error(
        "'params' is missing", at: hyperparameters.location,
        hint: "list the parameters to tune: each with 'parameterName' and 'type'")
      return nil
    }
    guard let items = params.items else { return nil }
    guard !items.isEmpty else {
      diagnostics.error("'params' is empty", at: params.location, hint: "list the parameters to tune")
      return nil
    }
    var reader = ParameterReader()
    let specs = items.compactMap { reader.parameter($0) }
    diagnostics.append(reader.diagnostics.all)
    guard specs.count == items.count, !reader.diagnostics.hasErrors else { return nil }
    do {
      return try SearchSpace(specs)
    } catch {
      for problem in error.problems {
        let place = items.first { $0["parameterName"]?.text == problem.parameter } ?? params
        diagnostics.error("parameter '\(problem.parameter)': \(problem.message)", at: place.location)
      }
      return nil
    }
  }

  /// An empty tag lets any tag count that ends with the service's own.
  private mutating func readTag(_ hyperparameters: LocatedValue) -> MetricTag {
    if let tag = hyperparameters["hyperparameterMetricTag"]?.text, !tag.isEmpty { return MetricTag(tag) }
    if hyperparameters["hyperparameterMetricTag"]?.isUnusable != true {
      diagnostics.add(
        .warning, at: hyperparameters.location,
        "'hyperparameterMetricTag' is missing: only tags that end with 'training/hptuning/metric' count",
        hint: "name the scalar to tune for, such as 'val_accuracy'")
    }
    return MetricTag("")
  }

  private mutating func readLimits(_ hyperparameters: LocatedValue) {
    let trials = atLeast(1, hyperparameters["maxTrials"], "maxTrials")
    let parallel = atLeast(1, hyperparameters["maxParallelTrials"], "maxParallelTrials")
    checkOverrides(tunes: true)
    configuration.limits.maxTrials = min(overrides.maxTrials ?? trials ?? 1, configuration.trialBudget ?? .max)
    configuration.limits.maxParallelTrials = overrides.maxParallelTrials ?? parallel ?? 1
    configuration.limits.maxFailedTrials =
      atLeast(0, hyperparameters["maxFailedTrials"], "maxFailedTrials") ?? 0
    if let number = overrides.maxTrials { echo(["maxTrials": .integer(number)]) }
    if let number = overrides.maxParallelTrials { echo(["maxParallelTrials": .integer(number)]) }
  }

  private mutating func readStopping(_ hyperparameters: LocatedValue, _ options: LocatedValue?) -> EarlyStopping? {
    let minSteps = atLeast(0, options?["minSteps"], "minSteps")
    if hyperparameters["enableTrialEarlyStopping"]?.flag == true { return EarlyStopping(minSteps: minSteps ?? 0) }
    if let options {
      diagnostics.add(
        .warning, at: options.location, "'stopping' has no effect: trials are not stopped early",
        hint: "add 'enableTrialEarlyStopping: true' to hyperparameters")
    }
    return nil
  }

  /// In one directory, the event files of trials that run at the same time can't be told apart.
  private mutating func refuseSharedDirectories(_ directories: LocatedValue) {
    let limits = configuration.limits
    guard min(limits.maxTrials, limits.maxParallelTrials) > 1 else { return }
    for directory in directories.items ?? [] {
      guard let path = directory.text, !path.contains("{trial}") else { continue }
      diagnostics.error(
        "'\(path)' would be read for every trial, and several run at a time", at: directory.location,
        hint: "write '{trial}' where the trial's number stands in the path; "
          + "event files that a trainer holds open are found without being named")
    }
  }

  /// Clients read some keys from the echo whether or not the file has them.
  private mutating func echo(_ values: [String: JSONValue]) {
    for (name, value) in values { configuration.trainingInput["hyperparameters"]?[name] = value }
  }
}
