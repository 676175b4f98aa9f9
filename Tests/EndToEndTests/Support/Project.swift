// SPDX-License-Identifier: Apache-2.0
import Foundation

/// A user's folder with a trainer and a tuning file, a home of its own, and the built binary to run there.
final class Project {
  let place: URL
  let folder: URL
  let home: URL

  /// - Parameter trainer: a folder or a file of `Trainers`, or nil for an empty project.
  init(_ trainer: String?, tuning: String? = nil) throws {
    place = FileManager.default.temporaryDirectory.appending(path: "attune-\(UUID().uuidString)")
    folder = place.appending(path: "project")
    home = place.appending(path: "home")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    if let trainer {
      let trainers = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Trainers")
      try FileManager.default.copyItem(at: trainers.appending(path: trainer), to: folder)
    } else {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
    if let tuning { try write(tuning, to: "tuning.yml") }
  }

  deinit { try? FileManager.default.removeItem(at: place) }

  /// A tuning file for one number `x`, and the metric `accuracy`.
  static func tuning(trials: Int, parallel: Int = 1, from low: Double = 0.1, to high: Double = 0.9) -> String {
    """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: accuracy
        maxTrials: \(trials)
        maxParallelTrials: \(parallel)
        params:
          - {parameterName: x, type: DOUBLE, minValue: \(low), maxValue: \(high)}

    """
  }

  /// A tuning file for the trainer `shell`: a grid of its three activations.
  static func activations(trials: Int, parallel: Int = 1) -> String {
    """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: accuracy
        algorithm: GRID_SEARCH
        maxTrials: \(trials)
        maxParallelTrials: \(parallel)
        params:
          - {parameterName: activation, type: CATEGORICAL, categoricalValues: [sigmoid, relu, tanh]}

    """
  }

  static var binary: URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "attune")
  }

  func write(_ text: String, to path: String) throws {
    try text.write(to: folder.appending(path: path), atomically: true, encoding: .utf8)
  }

  /// Every file of the user's folder, with its content.
  func contents() throws -> [String: Data] {
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    var contents: [String: Data] = [:]
    for file in files {
      contents[file] = FileManager.default.contents(atPath: folder.appending(path: file).path)
    }
    return contents
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// The folder of an attempt of the only job.
  func attempt(_ trial: Int, _ number: Int = 1) throws -> URL {
    try job().appending(path: "trials/\(trial)/\(number)")
  }

  func job() throws -> URL {
    let jobs = home.appending(path: "jobs")
    let names = try FileManager.default.contentsOfDirectory(atPath: jobs.path).filter { !$0.hasPrefix(".") }
    return jobs.appending(path: names.max() ?? "none")
  }

  /// What lies in the home.
  var leftovers: [String] { FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String } ?? [] }

  /// Lines that trainers appended to a ledger.
  func ledger() -> [String] {
    let text = try? String(contentsOf: place.appending(path: "ledger"), encoding: .utf8)
    return text?.split(separator: "\n").map(String.init) ?? []
  }
}
