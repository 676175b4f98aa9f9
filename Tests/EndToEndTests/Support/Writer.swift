// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A trainer of `Writers`: a script that writes its metric with one library, as that library's users do.
struct Writer: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let script: String
  /// The Python environment that it runs in: `light` is the one of all tests.
  let packages: String
  /// What a user of the library would name in tuning.yml.
  let tag: String
  /// What it needs of PyPI.
  let distributions: [String]

  var testDescription: String { name }
}

extension Writer {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Writers")
  static let recordings = folder.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/writers")

  static let all: [Writer] = {
    let table = try? Data(contentsOf: folder.appending(path: "writers.json"))
    return table.flatMap { try? JSONDecoder().decode([Writer].self, from: $0) } ?? []
  }()

  /// Those that the environment of all tests can run, and that write event files.
  static let light = all.filter { $0.packages == "light" && !$0.needsR && $0.name != "hypertune" }
  /// Those whose environment `Scripts/check-extended` has made.
  static let heavy = all.filter { ($0.packages != "light" || $0.needsR) && $0.isInstalled }
  static let recorded = all.filter { FileManager.default.fileExists(atPath: $0.recording.path) }

  var needsR: Bool { script.hasSuffix(".R") }

  /// Its event files in `run/`, how TensorBoard reads them, and what the script says that it wrote last.
  var recording: URL { Self.recordings.appending(path: name) }

  /// A distribution leaves a folder `name-version.dist-info`, with underscores for other marks.
  private var isInstalled: Bool {
    let library = environmentFolder + "/lib"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library)) ?? []
    let installed = versions.flatMap { version in
      (try? FileManager.default.contentsOfDirectory(atPath: "\(library)/\(version)/site-packages")) ?? []
    }
    let hasDistributions = distributions.allSatisfy { name in
      let start = name.lowercased().replacing("-", with: "_") + "-"
      return installed.contains { $0.lowercased().hasPrefix(start) && $0.hasSuffix(".dist-info") }
    }
    return hasDistributions && (!needsR || FileManager.default.isExecutableFile(atPath: "/usr/bin/Rscript"))
  }

  private var environmentFolder: String {
    ProcessInfo.processInfo.environment["ATTUNE_WRITERS", default: "/nonexistent"] + "/\(packages)"
  }

  /// Its own Python comes first on the path, and libraries ask nothing of the network.
  var environment: [String: String] {
    let quiet = ["TF_CPP_MIN_LOG_LEVEL": "3", "HF_HUB_OFFLINE": "1"]
    guard packages != "light" || needsR else { return quiet }
    let path = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"]
    let binaries = environmentFolder + "/bin"
    return quiet.merging(["PATH": "\(binaries):\(path)", "RETICULATE_PYTHON": "\(binaries)/python3"]) { $1 }
  }

  func tuning(trials: Int) -> String {
    """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: \(tag)
        maxTrials: \(trials)
        maxParallelTrials: 2
        params:
          - {parameterName: lr, type: DOUBLE, minValue: 0.01, maxValue: 0.2, scaleType: UNIT_LOG_SCALE}

    """
  }
}
