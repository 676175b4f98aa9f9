// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// The schemas of the study service.
enum StudySchemas {
  static let studyID = Schema.string(pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$", example: "my-study")

  static let pathParameters: [String: Schema] = [
    "location": .string(
      "Any name.", pattern: "^[A-Za-z0-9][A-Za-z0-9_.:-]{0,62}$", example: "us-central1"),
    "study": studyID,
    "operation": .string(pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,127}\\.[1-9][0-9]*$"),
  ]

  static let all: [String: Schema] = [
    "Study": study, "StudyConfig": config, "StudyParameterSpec": parameter, "Trial": trial,
    "Measurement": measurement, "SuggestTrialsRequest": suggest, "AddTrialMeasurementRequest": measure,
    "CompleteTrialRequest": complete, "Operation": operation,
  ]

  private static let int64 = Schema([
    "type": .array([.string("string"), .string("integer")]), "pattern": .string("^-?[0-9]+$"),
  ])
  /// Numbers; NaN and infinities are texts.
  private static let double = Schema(["type": .array([.string("number"), .string("string")])])

  private static let study = Schema.object([
    "name": .string(), "studyConfig": .named("StudyConfig"), "state": .word(["ACTIVE", "INACTIVE", "COMPLETED"]),
    "createTime": .string(),
  ])

  private static let config = Schema.object([
    "metrics": .list(
      .object(["metric": .string(), "goal": .word(Goal.allCases.map(\.rawValue))], required: ["metric", "goal"])),
    "parameters": .list(.named("StudyParameterSpec")),
    "algorithm": .word(["ALGORITHM_UNSPECIFIED"] + Algorithm.allCases.map(\.rawValue)),
    "automatedStoppingConfig": .object([
      "medianAutomatedStoppingConfig": .object(["useElapsedTime": .boolean])
    ]),
  ])

  private static let parameter = Schema.object(
    [
      "parameter": .string(), "type": .word(["DOUBLE", "INTEGER", "CATEGORICAL", "DISCRETE"]),
      "scaleType": .word(["SCALE_TYPE_UNSPECIFIED"] + ParameterSpec.Scale.allCases.map(\.rawValue)),
      "doubleValueSpec": .object(["minValue": double, "maxValue": double], required: ["minValue", "maxValue"]),
      "integerValueSpec": .object(["minValue": int64, "maxValue": int64], required: ["minValue", "maxValue"]),
      "categoricalValueSpec": .object(["values": .list(.string())]),
      "discreteValueSpec": .object(["values": .list(double)]),
    ], required: ["parameter", "type"])

  private static let trial = Schema.object([
    "name": .string(), "state": .word(["STATE_UNSPECIFIED"] + StudyTrial.State.allCases.map(\.rawValue)),
    "parameters": .list(
      .object(
        ["parameter": .string(), "floatValue": double, "intValue": int64, "stringValue": .string()],
        required: ["parameter"])),
    "measurements": .list(.named("Measurement")), "finalMeasurement": .named("Measurement"),
    "clientId": .string(), "startTime": .string(), "endTime": .string(), "trialInfeasible": .boolean,
    "infeasibleReason": .string(),
  ])

  private static let measurement = Schema.object([
    "elapsedTime": .string(pattern: "^[0-9]+(\\.[0-9]+)?s$"), "stepCount": int64,
    "metrics": .list(.object(["metric": .string(), "value": double], required: ["metric", "value"])),
  ])

  private static let suggest = Schema.object(
    ["suggestionCount": .integer(1...StudyRequest.Suggest.most), "clientId": .string()],
    required: ["suggestionCount", "clientId"])

  private static let measure = Schema.object(["measurement": .named("Measurement")], required: ["measurement"])

  private static let complete = Schema.object([
    "finalMeasurement": .named("Measurement"), "trialInfeasible": .boolean, "infeasibleReason": .string(),
  ])

  private static let operation = Schema.object(
    ["name": .string(), "done": .boolean, "metadata": .object, "response": .object],
    required: ["name", "done", "metadata", "response"])
}
