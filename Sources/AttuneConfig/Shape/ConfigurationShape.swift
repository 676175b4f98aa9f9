// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Every key that a configuration file may hold.
package enum ConfigurationShape {
  /// The file as it is written today.
  package static let file = ObjectShape(
    ObjectShape.topLevel,
    [
      .init("trainingInput", .object(trainingInput))
    ] + companions)

  /// The form of 2017: the hyperparameters stand at the top level.
  package static let oldestFile = ObjectShape(
    ObjectShape.topLevel, unknownKeys: .error, hyperparameters.fields + companions)

  /// The service's `Job`, as it is sent to be created, with Attune's own settings beside. What only answers hold may
  /// come back in it, and is not looked at.
  static let job = ObjectShape(
    "job",
    [
      .init("jobId", .text),
      .init("trainingInput", .object(trainingInput)),
      .init("attune", .object(attune)),
      .init("labels", .map(.text)),
      .init("etag", .text),
      .init("state", .text),
      .init("createTime", .text),
      .init("startTime", .text),
      .init("endTime", .text),
      .init("errorMessage", .text),
      .init("jobPosition", .text),
    ]
  ).strict

  private static let companions: [ObjectShape.Field] = [
    .init("attune", .object(attune)),
    .init("customCommands", .list(.list(.text))),
    .init("labels", .map(.text)),
  ]

  static let hyperparameters = ObjectShape(
    "hyperparameters", unknownKeys: .error,
    [
      .init("goal", .word(Words.goal)),
      .init("params", .list(.object(parameter))),
      .init("maxTrials", .int32),
      .init("maxParallelTrials", .int32),
      .init("maxFailedTrials", .int32),
      .init("hyperparameterMetricTag", .text),
      .init("resumePreviousJobId", .text),
      .init("enableTrialEarlyStopping", .flag),
      .init("algorithm", .word(Words.algorithm)),
    ])

  static let parameter = ObjectShape(
    "params", unknownKeys: .error,
    [
      .init("parameterName", .text),
      .init("type", .word(Words.type)),
      .init("minValue", .number),
      .init("maxValue", .number),
      .init("categoricalValues", .list(.text)),
      .init("discreteValues", .list(.number)),
      .init("scaleType", .word(Words.scale)),
    ])

  /// Where the metric is read, if not from event files.
  static let source = ObjectShape(
    "attune: metric: source", unknownKeys: .error,
    [
      .init("regex", .text),
      .init("stream", .word(Words.stream)),
      .init("json", .text),
      .init("csv", .text),
      .init("step", .text),
    ])

  private static let failurePolicy = ObjectShape(
    "attune: failurePolicy", unknownKeys: .error,
    FailureClass.allCases.map { .init($0.rawValue, .word(Words.reaction)) })

  static let attune = ObjectShape(
    "attune",
    [
      .init("algorithm", .word(Words.ownAlgorithm)),
      .init(
        "metric",
        .object(
          ObjectShape(
            "attune: metric",
            [
              .init("selection", .word(Words.selection)),
              .init("source", .wordOrObject(Words.source, source)),
              .init("logDirectories", .list(.text)),
            ]))),
      .init(
        "trial",
        .object(
          ObjectShape(
            "attune: trial",
            [
              .init("timeLimit", .duration),
              .init("retries", .int32),
              .init("gpus", .int32),
              .init("environment", .map(.text)),
            ]))),
      .init("initialTrials", .list(.map(.text))),
      .init("stopping", .object(ObjectShape("attune: stopping", [.init("minSteps", .int32)]))),
      .init(
        "budget",
        .object(ObjectShape("attune: budget", [.init("trials", .int32), .init("hours", .number)]))),
      .init("failurePolicy", .object(failurePolicy)),
      .init(
        "snapshot",
        .object(
          ObjectShape(
            "attune: snapshot", [.init("exclude", .list(.text)), .init("link", .list(.text))]))),
    ])
}
