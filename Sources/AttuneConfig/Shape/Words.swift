// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// The words of a configuration file: the service's own, and Attune's.
enum Words {
  static let goal = Vocabulary(
    ["MAXIMIZE", "MINIMIZE", "GOAL_TYPE_UNSPECIFIED"],
    synonyms: ["max": "MAXIMIZE", "min": "MINIMIZE", "maximise": "MAXIMIZE", "minimise": "MINIMIZE"])

  static let algorithm = Vocabulary(
    ["GRID_SEARCH", "RANDOM_SEARCH", "ALGORITHM_UNSPECIFIED"],
    synonyms: ["grid": "GRID_SEARCH", "random": "RANDOM_SEARCH"])

  static let ownAlgorithm = Vocabulary(
    Algorithm.allCases.map(\.rawValue), synonyms: ["grid": "GRID_SEARCH", "random": "RANDOM_SEARCH"])

  static let type = Vocabulary(
    ["DOUBLE", "INTEGER", "CATEGORICAL", "DISCRETE"],
    synonyms: [
      "float": "DOUBLE", "real": "DOUBLE", "uniform": "DOUBLE", "number": "DOUBLE",
      "choice": "CATEGORICAL", "string": "CATEGORICAL", "bool": "CATEGORICAL", "boolean": "CATEGORICAL",
      "enum": "CATEGORICAL",
    ])

  static let scale = Vocabulary(
    ["NONE"] + ParameterSpec.Scale.allCases.map(\.rawValue) + ["SCALE_TYPE_UNSPECIFIED"],
    synonyms: ["log": "UNIT_LOG_SCALE", "linear": "UNIT_LINEAR_SCALE", "reverse_log": "UNIT_REVERSE_LOG_SCALE"])

  static let selection = Vocabulary(Objective.Selection.allCases.map(\.rawValue))

  static let source = Vocabulary(["EVENTS"], synonyms: ["tensorboard": "EVENTS"])

  static let stream = Vocabulary(TrainerStream.allCases.map(\.rawValue))

  static let reaction = Vocabulary(
    FailurePolicy.Reaction.allCases.map(\.rawValue),
    synonyms: [
      "stop": "STOP_JOB", "abort": "STOP_JOB", "failed": "FAIL", "ignore": "INFEASIBLE", "restart": "RETRY",
      "rerun": "RETRY",
    ])

  static let scaleTier = Vocabulary(
    ["BASIC", "STANDARD_1", "PREMIUM_1", "BASIC_GPU", "BASIC_TPU", "CUSTOM"])
}
