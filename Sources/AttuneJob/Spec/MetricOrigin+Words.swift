// SPDX-License-Identifier: Apache-2.0

extension MetricOrigin {
  /// For people; nil for event files, which need no mention.
  public var words: String? {
    switch self {
    case .events: nil
    case .pattern(let pattern, let stream): "lines of \(stream.words) that match '\(pattern.pattern.text)'"
    case .json(.stream(let stream), let step): "JSON lines of \(stream.words)" + Self.steps(step)
    case .json(.file(let file), let step): "JSON lines of the file '\(file)'" + Self.steps(step)
    case .csv(let file, let step): "the table '\(file)'" + Self.steps(step)
    }
  }

  /// What to do where the metric was not found; nil for event files.
  public var advice: String? {
    switch self {
    case .events: nil
    case .pattern: "try the pattern on what the trainer prints: attune check --log FILE"
    case .json: "hyperparameterMetricTag must be a key of a number in \(words ?? "")"
    case .csv: "hyperparameterMetricTag must be a column of \(words ?? "")"
    }
  }

  private static func steps(_ step: String?) -> String { step.map { ", steps from '\($0)'" } ?? "" }
}

extension TrainerStream {
  public var words: String {
    switch self {
    case .stdout: "standard output"
    case .stderr: "standard error"
    case .both: "standard output and error"
    }
  }
}
