// SPDX-License-Identifier: Apache-2.0
import AttuneConfig
import AttuneJob
import AttuneStudy

/// What the reader makes of texts, in short.
enum Reading {
  static func of(
    _ text: String, gpus: Int = 0, overrides: ConfigurationReader.Overrides = .init()
  ) -> ConfigurationReading {
    ConfigurationReader.read(text, file: "t.yml", gpus: gpus, overrides: overrides)
  }

  /// All diagnostics, a line or two each.
  static func said(_ text: String, gpus: Int = 0, overrides: ConfigurationReader.Overrides = .init()) -> String {
    of(text, gpus: gpus, overrides: overrides).diagnostics.map(\.description).joined(separator: "\n")
  }

  /// The domain of a parameter whose lines are `lines`.
  static func domain(_ lines: String) -> ParameterSpec.Domain? {
    of(tuning(parameter: lines)).configuration?.tuning?.space.parameters.first?.domain
  }

  /// A file that tunes one parameter, `x`.
  static func tuning(parameter lines: String) -> String {
    let body = lines.split(separator: "\n").map { "        \($0)" }.joined(separator: "\n")
    return """
      trainingInput:
        hyperparameters:
          hyperparameterMetricTag: acc
          maxTrials: 20
          params:
            - parameterName: x
      \(body)
      """
  }
}
