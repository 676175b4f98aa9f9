// SPDX-License-Identifier: Apache-2.0
public import AttuneStudy

extension JobSpec {
  /// What a trainer sees of a trial: argv and environment, as Cloud ML Engine's trainers know them.
  public func launch(
    _ attempt: Attempt, of job: JobID, with assignment: Assignment, at place: TrialPlace,
    resources: TrialResources = TrialResources()
  ) -> TrialLaunch {
    var resources = resources
    resources.gpus = gpus ?? .upTo(0)
    resources.timeLimit = limits.trialTimeLimit
    return TrialLaunch(
      attempt: attempt, place: place, command: command(with: assignment, at: place),
      environment: environment(for: attempt, of: job, with: assignment, at: place), resources: resources)
  }

  private func command(with assignment: Assignment, at place: TrialPlace) -> [String] {
    if trainer.usesPlaceholders { return CommandTemplate.expand(command: trainer.command, with: assignment) }
    var command = trainer.command
    if trainer.kind == .r, let program = command.first {
      command = [program, "-e", RTrainer.wrapper] + command.dropFirst()
    }
    command += assignment.flags
    // Two tokens, and none for R: tfruns takes every `--name` for a flag of the script.
    if trainer.kind != .r, let directory = place.jobDirectory { command += ["--job-dir", directory] }
    return command
  }

  private func environment(
    for attempt: Attempt, of job: JobID, with assignment: Assignment, at place: TrialPlace
  ) -> [String: String] {
    var variables = environment
    for entry in assignment.entries {
      variables["ATTUNE_PARAM_\(entry.name.asVariableName)"] = entry.value.text
    }
    variables["ATTUNE_TRIAL_DIR"] = place.folder
    variables["ATTUNE_WORK_DIR"] = place.workingDirectory
    variables["CLOUD_ML_JOB_ID"] = job.rawValue
    variables["PYTHONUNBUFFERED"] = "1"
    variables["TF_CONFIG"] = clusterConfiguration(for: attempt.trial, of: job)
    // Many scripts take their presence for the sign of a tuning job.
    if let objective = tuning?.objective {
      variables["CLOUD_ML_TRIAL_ID"] = "\(attempt.trial)"
      variables["CLOUD_ML_HP_METRIC_TAG"] = objective.tag.rawValue
      variables["CLOUD_ML_HP_METRIC_FILE"] = "\(place.folder)/hypertune/output.metrics"
    }
    return variables
  }

  /// `TF_CONFIG`: a task's type never without its cluster, or `tf.estimator` refuses to start.
  private func clusterConfiguration(for trial: Trial.ID, of job: JobID) -> String {
    let type = trainingInput["useChiefInTfConfig"] == .bool(true) ? "chief" : "master"
    var task: [String: JSONValue] = ["type": .string(type), "index": .integer(0)]
    if tuning != nil { task["trial"] = .string("\(trial)") }
    var description = trainingInput.withSnakeCaseKeys
    description["job_name"] = .string(job.rawValue)
    description["args"] = .array(trainer.arguments.map { .string($0) })
    return JSONValue.object([
      "cluster": .object([type: .array([.string("127.0.0.1:2222")])]),
      "task": .object(task),
      "job": description,
      "environment": .string("cloud"),
    ]).text
  }
}

extension Trainer {
  /// What follows the program: `--epochs 5`.
  fileprivate var arguments: ArraySlice<String> {
    switch kind {
    case .python, .r, .julia, .shell: command.dropFirst(2)
    case .module: command.dropFirst(3)
    case .executable, .command: command.dropFirst()
    }
  }
}

extension String {
  /// Upper case; what can't stand in a variable's name becomes `_`.
  fileprivate var asVariableName: String {
    String(uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}
