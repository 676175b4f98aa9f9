// SPDX-License-Identifier: Apache-2.0
import AttuneJob

/// Reads `tuning.yml`, `.yaml` or `.json`: every mistake of the file in one go.
package struct ConfigurationReader {
  /// Limits given on the command line, which beat the file's.
  package struct Overrides: Sendable, Hashable {
    package var maxTrials: Int?
    package var maxParallelTrials: Int?

    package init(maxTrials: Int? = nil, maxParallelTrials: Int? = nil) {
      self.maxTrials = maxTrials
      self.maxParallelTrials = maxParallelTrials
    }
  }

  let file: String
  /// How many this machine has.
  let gpus: Int
  let overrides: Overrides
  /// As it was read, for places inside of a value.
  private(set) var text = YAMLText("")
  var diagnostics = Diagnostics()
  var configuration = Configuration()

  /// - Parameter file: as messages call it.
  package static func read(
    _ text: String, file: String, gpus: Int, overrides: Overrides = Overrides()
  ) -> ConfigurationReading {
    var reader = ConfigurationReader(file: file, gpus: gpus, overrides: overrides)
    reader.read(text)
    return ConfigurationReading(
      configuration: reader.diagnostics.hasErrors ? nil : reader.configuration,
      diagnostics: reader.diagnostics.inOrderOfFile)
  }

  /// - Parameter path: what messages call the file is `name`.
  package static func read(
    path: String, name: String, gpus: Int, overrides: Overrides = Overrides()
  ) -> ConfigurationReading {
    do throws(Diagnostic) {
      let text = try ConfigurationText.read(path: path, name: name)
      return read(text, file: name, gpus: gpus, overrides: overrides)
    } catch {
      return ConfigurationReading(configuration: nil, diagnostics: [error])
    }
  }

  /// The configuration of a job without a file, which tunes nothing.
  static func withoutFile(_ reason: Diagnostic, overrides: Overrides) -> ConfigurationReading {
    var reader = ConfigurationReader(file: "", gpus: 0, overrides: overrides)
    reader.diagnostics.append([reason])
    reader.checkOverrides(tunes: false)
    return ConfigurationReading(
      configuration: reader.diagnostics.hasErrors ? nil : reader.configuration,
      diagnostics: reader.diagnostics.all)
  }

  /// A job that came as the service's JSON: the same rules, stricter about names, with fields in the place of lines.
  static func read(job: JSONValue, gpus: Int) -> (LocatedValue, ConfigurationReading) {
    var reader = ConfigurationReader(file: "job", gpus: gpus, overrides: Overrides())
    var shapes = ShapeReader()
    let value = shapes.object(
      ConfigurationNode(job, at: "job"), as: ConfigurationShape.job, name: "job")
    reader.diagnostics.append(shapes.diagnostics.all)
    reader.interpret(ConfigurationTree(root: value, isOldest: false))
    reader.announce(value, shape: ConfigurationShape.job)
    return (
      value,
      ConfigurationReading(
        configuration: reader.diagnostics.hasErrors ? nil : reader.configuration, diagnostics: reader.diagnostics.all)
    )
  }

  private mutating func read(_ text: String) {
    self.text = YAMLText(text)
    var document = YAMLDocument(text, file: file)
    let root = document.root()
    diagnostics.append(document.diagnostics)
    guard let root else {
      if !diagnostics.hasErrors { sayEmpty() }
      return
    }
    switch root.content {
    case .null: sayEmpty()
    case .mapping(let entries): read(root, keys: Set(entries.map(\.key.camelCase)))
    case .scalar, .list:
      let kind = if case .list = root.content { "a list" } else { "a single value" }
      diagnostics.error(
        "the file must hold keys such as 'trainingInput', not \(kind)", at: root.location)
    }
  }

  private mutating func sayEmpty() {
    diagnostics.add(
      .warning, at: .file(file), "the file is empty: one trial runs and nothing is tuned",
      hint: "describe what to tune below trainingInput: hyperparameters")
    checkOverrides(tunes: false)
  }

  private mutating func read(_ root: ConfigurationNode, keys: Set<String>) {
    let isOldest =
      !keys.contains("trainingInput")
      && ["params", "goal", "hyperparameterMetricTag"].contains(where: keys.contains)
    let shape = isOldest ? ConfigurationShape.oldestFile : ConfigurationShape.file
    var reader = ShapeReader()
    let value = reader.object(root, as: shape, name: file)
    diagnostics.append(reader.diagnostics.all)
    interpret(ConfigurationTree(root: value, isOldest: isOldest))
    announce(value, shape: shape)
  }
}
