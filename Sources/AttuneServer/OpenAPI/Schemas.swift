// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneStudy

/// The named schemas of the API.
enum Schemas {
  static let pathParameters: [String: Schema] = [
    "project": .string(
      "Any name: one machine is one project.", pattern: "^[A-Za-z0-9][A-Za-z0-9_.:-]{0,62}$", example: "local"),
    "job": .string(pattern: "^[A-Za-z][A-Za-z0-9_]{0,127}$"),
    "artifact": .string("As the list of them tells.", pattern: "^[0-9a-f]{32}$"),
    "trial": .string("A number, from 1.", pattern: "^[1-9][0-9]*$", example: "1"),
  ].merging(StudySchemas.pathParameters) { first, _ in first }

  static let all: [String: Schema] = [
    "Error": error, "Job": job, "TrainingInput": trainingInput, "TrainingOutput": trainingOutput,
    "HyperparameterSpec": hyperparameterSpec, "ParameterSpec": parameterSpec,
    "HyperparameterOutput": hyperparameterOutput, "HyperparameterMetric": metric, "LogEntry": logEntry,
    "Artifact": artifact,
  ].merging(StudySchemas.all) { first, _ in first }

  private static let error = Schema.object(
    [
      "error": .object(
        [
          "code": .integer(), "message": .string(),
          "status": .word(APIError.Status.allCases.map(\.rawValue)), "details": .list(.object),
        ], required: ["code", "message", "status"])
    ], required: ["error"])

  private static let state = Schema.word(
    ["STATE_UNSPECIFIED", "QUEUED", "PREPARING", "RUNNING", "SUCCEEDED", "FAILED", "CANCELLING", "CANCELLED"])

  private static let job = Schema.object([
    "jobId": .string(pattern: "^[A-Za-z][A-Za-z0-9_]{0,127}$"), "trainingInput": .named("TrainingInput"),
    "trainingOutput": .named("TrainingOutput"), "labels": .texts, "state": state, "createTime": .string(),
    "startTime": .string(), "endTime": .string(), "errorMessage": .string(), "etag": .string(),
    "attune": .object,
  ])

  private static let trainingInput = Schema.object([
    "pythonModule": .string(), "packageUris": .list(.string(pattern: "^gs://")), "args": .list(.string()),
    "jobDir": .string(), "hyperparameters": .named("HyperparameterSpec"), "scaleTier": .string(),
    "region": .string(), "runtimeVersion": .string(), "pythonVersion": .string(), "scheduling": .object,
  ])

  private static let trainingOutput = Schema.object([
    "completedTrialCount": .string(pattern: "^[0-9]+$"), "trials": .list(.named("HyperparameterOutput")),
    "isHyperparameterTuningJob": .boolean, "hyperparameterMetricTag": .string(), "consumedMLUnits": .number,
  ])

  private static let hyperparameterSpec = Schema.object([
    "goal": .word(["GOAL_TYPE_UNSPECIFIED", "MAXIMIZE", "MINIMIZE"]), "params": .list(.named("ParameterSpec")),
    "maxTrials": .integer(), "maxParallelTrials": .integer(), "maxFailedTrials": .integer(),
    "hyperparameterMetricTag": .string(), "resumePreviousJobId": .string(), "enableTrialEarlyStopping": .boolean,
    "algorithm": .word(["ALGORITHM_UNSPECIFIED", "GRID_SEARCH", "RANDOM_SEARCH"]),
  ])

  private static let parameterSpec = Schema.object([
    "parameterName": .string(), "type": .word(["DOUBLE", "INTEGER", "CATEGORICAL", "DISCRETE"]),
    "minValue": .number, "maxValue": .number, "categoricalValues": .list(.string()),
    "discreteValues": .list(.number),
    "scaleType": .word(["NONE", "UNIT_LINEAR_SCALE", "UNIT_LOG_SCALE", "UNIT_REVERSE_LOG_SCALE"]),
  ])

  private static let metric = Schema.object([
    "trainingStep": .string(pattern: "^-?[0-9]+$"), "objectiveValue": .number,
  ])

  private static let hyperparameterOutput = Schema.object(
    [
      "trialId": .string(), "hyperparameters": .texts, "finalMetric": .named("HyperparameterMetric"),
      "allMetrics": .list(.named("HyperparameterMetric")), "state": state, "startTime": .string(),
      "endTime": .string(), "isTrialStoppedEarly": .boolean, "reason": .string(), "origin": .object,
    ], required: ["trialId", "hyperparameters", "state"])

  private static let artifact = Schema.object(
    ["artifactId": .string(), "path": .string(), "sizeBytes": .string(pattern: "^[0-9]+$"), "updateTime": .string()],
    required: ["artifactId", "path", "sizeBytes", "updateTime"])

  private static let logEntry = Schema.object(
    ["time": .string(), "trialId": .string(), "stream": .word(["stdout", "stderr"]), "text": .string()],
    required: ["time", "trialId", "stream", "text"])
}
