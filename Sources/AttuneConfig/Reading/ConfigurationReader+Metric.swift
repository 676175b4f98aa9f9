// SPDX-License-Identifier: Apache-2.0
import AttuneJob

extension ConfigurationReader {
  /// `attune: metric: source`; nil where it is missing or wrong.
  mutating func readOrigin(_ source: LocatedValue?) -> MetricOrigin? {
    guard let source, !source.isUnusable else { return nil }
    if source.text != nil { return .events }
    let ways = ["regex", "json", "csv"].compactMap { way in source.fields.first { $0.name == way } }
    guard let way = ways.first else {
      diagnostics.error("'source' has none of 'regex', 'json' and 'csv'", at: source.location)
      return nil
    }
    if let other = ways.dropFirst().first {
      diagnostics.error(
        "'\(other.name)' and '\(way.name)' exclude each other", at: other.keyLocation, hint: "keep one of them")
      return nil
    }
    guard let text = way.value.text, !text.isEmpty else {
      if !way.value.isUnusable { diagnostics.error("'\(way.name)' has no value", at: way.keyLocation) }
      return nil
    }
    if way.name != "regex", let stream = source["stream"] {
      diagnostics.error("'stream' belongs to 'regex'", at: stream.location, hint: "write 'json: stdout'")
    }
    let step = source["step"]?.text
    switch way.name {
    case "regex": return readPattern(way.value, text, of: source)
    case "json":
      return TrainerStream(rawValue: text).map { .json(.stream($0), step: step) }
        ?? readFile(way).map { .json(.file($0), step: step) }
    default: return readFile(way).map { .csv(file: $0, step: step) }
    }
  }

  /// A key or a column needs a name.
  mutating func requireTag(for source: LocatedValue, _ hyperparameters: LocatedValue) {
    guard source["json"] != nil || source["csv"] != nil,
      hyperparameters["hyperparameterMetricTag"]?.text?.isEmpty != false
    else { return }
    diagnostics.error(
      "'source' needs 'hyperparameterMetricTag': it names the \(source["json"] == nil ? "column" : "key") to read",
      at: source.location)
  }

  private mutating func readPattern(
    _ value: LocatedValue, _ text: String, of source: LocatedValue
  ) -> MetricOrigin? {
    if let step = source["step"] {
      diagnostics.error("'step' belongs to 'json' and 'csv'", at: step.location, hint: #"name a group: (?P<step>\d+)"#)
    }
    if let control = text.unicodeScalars.first(where: { $0.value < 0x20 && $0 != "\t" }) {
      let code = String(control.value, radix: 16, uppercase: true)
      diagnostics.error(
        "'regex' holds the control character U+\(String(repeating: "0", count: 4 - code.count))\(code)",
        at: value.location, hint: #"in double quotes, YAML reads '\b' itself: use single quotes, on one line"#)
      return nil
    }
    do {
      let stream = source["stream"]?.text.flatMap(TrainerStream.init(rawValue:)) ?? .both
      return .pattern(try MetricPattern(text), stream: stream)
    } catch {
      let place = self.text.place(of: error.column - 1, in: text, at: value.location)
      diagnostics.error(
        "'regex', column \(error.column): \(error.message)", at: place ?? value.location)
      return nil
    }
  }

  /// A file of the trial's own: another one would be read for every trial.
  private mutating func readFile(_ field: LocatedValue.Field) -> String? {
    guard let file = field.value.text else { return nil }
    let parts = file.split(separator: "/")
    guard !file.hasPrefix("/"), !parts.contains(".."), parts.contains(where: { $0 != "." }) else {
      diagnostics.error(
        "'\(field.name)' (\(file)) must be a file below the trial's working directory or its --job-dir",
        at: field.value.location, hint: "write a path without '/' at its start and without '..'")
      return nil
    }
    if field.name == "csv", TrainerStream(rawValue: file) != nil {
      diagnostics.error(
        "'csv' (\(file)) must be a file", at: field.value.location,
        hint: "of what is printed, 'regex' or 'json' reads the metric")
      return nil
    }
    return parts.filter { $0 != "." }.joined(separator: "/")
  }
}
