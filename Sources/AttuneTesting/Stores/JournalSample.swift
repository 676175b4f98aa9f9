// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import AttuneStudy

/// One of everything that a store writes down, with every case and every odd value.
package enum JournalSample {
  /// Every kind of event, in the order of `JobEvent`, each as often as it has forms.
  package static let entries = events.enumerated().map { index, event in
    JournalEntry(time: Timestamp(milliseconds: 1_511_533_912_345 + Int64(index)), event: event)
  }

  /// What a model suggested, with its forecast.
  package static let forecast = JournalEntry(
    time: Timestamp(milliseconds: 1_511_533_912_345),
    event: .suggested([Suggestion(assignment: assignment, origin: forecastOrigin)]))

  private static let trial = Trial.ID(7)
  private static let attempt = Attempt(trial: trial, number: 2)
  private static let usage = TrialExit.Usage(wallSeconds: 12.5, cpuSeconds: 40.25, peakMemoryBytes: 1_234_567_890)

  private static let events: [JobEvent] = [
    .opened(JobOwner(host: "gpu-box.example", pid: 4711)),
    .suggested([
      Suggestion(assignment: assignment, origin: origin),
      Suggestion(
        assignment: Assignment([]), origin: Origin(phase: "user", text: "", completionsSeen: 0)),
    ]),
    .exhausted,
    .suggestionFailed("GRID_SEARCH needs a finite space"),
    .launched(
      attempt,
      TrialHandle(
        host: "gpu-box.example", bootID: "8f4a1a2e-5b7e-4a3c-9d11-3a5b0c6c7d8e", pid: 4712, startTicks: 987_654)),
    .launchFailed(attempt, "'python9' was not found in PATH"),
    .seriesChosen(
      trial, MetricSeries(directory: "runs/valid", tag: "epoch_loss", description: "the only run with the tag")),
    .measured(
      trial,
      [
        Trial.Reading(step: 1, value: 0.5), Trial.Reading(step: 2, value: 1), Trial.Reading(step: 3, value: -1e-12),
        Trial.Reading(step: 4, value: .nan), Trial.Reading(step: 5, value: .infinity),
        Trial.Reading(step: 6, value: -.infinity),
      ], at: Position(file: "runs/valid/events.out.tfevents.1511533912.gpu-box", offset: 4_096)),
    .metricMissing(trial, seen: ["loss", "épochs \"done\"\n"]),
    .stopped(trial, "0.71 at step 40, below the median 0.83 of 12 trials"),
    .exited(attempt, TrialExit(status: .exited(0), usage: usage), seen: ["epoch_loss"]),
    .exited(attempt, TrialExit(status: .killed(signal: 9), usage: usage, tail: "Traceback:\n\tboom\u{1}"), seen: []),
    .exited(attempt, TrialExit(status: .couldNotStart("no such directory")), seen: []),
    .exited(attempt, TrialExit(status: .lost), seen: []),
    .commanded(.cancel),
    .commanded(.interrupt),
    .commanded(.amend(limits)),
    .commanded(.reopen),
    .finished(.succeeded),
    .finished(.failed("3 of 4 trials failed")),
    .finished(.cancelled),
    // Each new kind at the end: the entries before keep their times, and their golden files.
    .delayed(attempt, "waiting for 1 GPU"),
    .launched(
      attempt,
      TrialHandle(
        host: "gpu-box.example", bootID: "8f4a1a2e-5b7e-4a3c-9d11-3a5b0c6c7d8e", pid: 4712, startTicks: 987_654,
        devices: ["GPU-5a1c7e6e-0b1d-8f3c-2f4e-9d7a61c2b803"])),
    .exited(
      attempt,
      TrialExit(
        status: .exited(1), usage: usage, tail: "RuntimeError",
        diagnosis: Trial.Failure.Diagnosis(.gpuOutOfMemory, evidence: "CUDA out of memory")), seen: []),
    .timeUp(.maxRunningTime),
    .timeUp(.timeBudget),
    .commanded(.retryFailed),
    .commanded(
      .amend(
        JobLimits(
          maxTrials: 9, failurePolicy: .original, maxRunningTime: .seconds(7_200), timeBudget: .seconds(5_400),
          trialTimeLimit: .milliseconds(500)))
    ),
    .deviceAvoided("GPU-5a1c7e6e-0b1d-8f3c-2f4e-9d7a61c2b803", "the last 5 trials on it failed, and 0 of 7 elsewhere"),
    .commanded(.amend(JobLimits(maxTrials: 9, retries: 2))),
  ]

  private static let assignment = Assignment([
    .init(name: "learning_rate", value: .double(0.25)), .init(name: "layers", value: .integer(-3)),
    .init(name: "batch", value: .discrete(32)), .init(name: "activation", value: .categorical("re\"lu\\")),
  ])
  private static let origin = Origin(phase: "sobol", text: "point 3 of a Sobol sequence", completionsSeen: 2)
  private static let forecastOrigin = Origin(
    phase: "local", text: "local step", completionsSeen: 41,
    forecast: Forecast(
      median: 0.25, interval: -1e-12...0.5, expectedImprovement: 0, importance: [0.5, 0.25, 0.125, 0.125]))
  private static let limits = JobLimits(
    maxTrials: 40, maxParallelTrials: 4, maxFailedTrials: 5, retries: 1, failurePolicy: .original)

  /// With every member set.
  package static let spec = JobSpec(
    name: "night run", directory: "/home/ada/mnist", configurationPath: "/home/ada/mnist/tuning.yml",
    trainer: Trainer(
      kind: .python, command: ["python3", "train.py", "--epochs", "5"], script: "train.py"),
    tuning: tuning, limits: limits, seed: .max,
    workingCopy: .copied(exclude: ["*.ckpt"], link: ["data/"]), jobDirectory: "gs://bucket/mnist",
    environment: ["OMP_NUM_THREADS": "2", "LANG": "C"], labels: ["team": "vision"],
    trainingInput: .object([
      "scaleTier": .string("BASIC"), "hyperparameters": .object(["maxTrials": .integer(40), "x": .null]),
      "list": .array([.bool(true), .number(0.5)]),
    ]))

  private static let tuning = parameters.map { parameters in
    JobSpec.Tuning(
      space: parameters,
      objective: Objective(tag: MetricTag("epoch_loss"), goal: .minimize, selection: .best),
      algorithm: .randomSearch)
  }

  private static let parameters = try? SearchSpace([
    ParameterSpec(name: "learning_rate", domain: .double(0.0001...1, scale: .log)),
    ParameterSpec(name: "layers", domain: .integer(-3...8, scale: .linear)),
    ParameterSpec(name: "batch", domain: .discrete([16, 32, 64.5], scale: .reverseLog)),
    ParameterSpec(name: "activation", domain: .categorical(["re\"lu\\", "tanh"])),
  ])

  /// With every member set.
  package static let record = TrialRecord(
    trial: trial, state: .failed, reason: "the trainer exited with status 3", tail: "line 1\nline 2",
    values: assignment.entries.map(\.value.text), final: Trial.Measurement(step: 6, value: 0.1),
    isStoppedEarly: true, attempt: 2, startTime: Timestamp(milliseconds: 1_511_533_912_345),
    endTime: Timestamp(milliseconds: 1_511_533_999_999), usage: usage, origin: forecastOrigin,
    series: "the only run with the tag")

  /// With every member set.
  package static let summary = JobSummary(
    id: JobID(createdAt: Timestamp(milliseconds: 1_511_533_900_000)), state: .cancelled,
    message: "the job was cancelled", createTime: Timestamp(milliseconds: 1_511_533_900_000),
    startTime: Timestamp(milliseconds: 1_511_533_912_345), endTime: Timestamp(milliseconds: 1_511_533_999_999),
    counts: [.succeeded: 3, .failed: 1, .stopped: 2],
    best: Trial.Measurement(step: 6, value: 0.1).map { JobSummary.Best(trial: trial, measurement: $0) }, spec: spec)
}
