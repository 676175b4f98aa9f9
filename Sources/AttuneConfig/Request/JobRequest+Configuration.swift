// SPDX-License-Identifier: Apache-2.0

extension JobRequest {
  /// Looked for in this order where `--config` is not given.
  package static let usualNames = [
    "tuning.yml", "tuning.yaml", "tuning.json", "cloudml.yml", "hptuning_config.yaml",
  ]

  /// The configuration that this request means.
  ///
  /// - Parameter gpus: how many this machine has.
  package func configuration(gpus: Int) -> FoundConfiguration {
    let name = configurationFile ?? Self.usualNames.first { FilePlace($0, in: directory).kind.isFile }
    guard let name else { return noConfiguration }
    let place = FilePlace(name, in: directory)
    switch place.kind {
    case .missing:
      return FoundConfiguration(
        .error, "no configuration file '\(name)'", hint: place.nearestNeighbour ?? "check the path given to --config")
    case .directory:
      let names = Self.usualNames.filter { FilePlace("\(name)/\($0)", in: directory).kind.isFile }
      return FoundConfiguration(
        .error, "'\(name)' is a directory, not a configuration file",
        hint: names.first.map { "give --config \(name)/\($0)" } ?? "give --config the path of a file")
    case .executable, .plain:
      let reading = ConfigurationReader.read(path: place.absolute, name: name, gpus: gpus, overrides: limits)
      return FoundConfiguration(name: name, path: place.real, reading: reading)
    }
  }

  private var noConfiguration: FoundConfiguration {
    FoundConfiguration(
      name: nil, path: nil,
      reading: ConfigurationReader.withoutFile(
        Diagnostic(
          .notice, at: nil, "no configuration file here: one trial runs and nothing is tuned",
          hint: "write tuning.yml, or give --config FILE; looked for \(Self.usualNames.joined(separator: ", "))"),
        overrides: limits))
  }
}

extension FilePlace.Kind {
  fileprivate var isFile: Bool { self == .plain || self == .executable }
}
