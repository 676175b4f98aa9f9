// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `An example` {
  struct Example: Sendable, CustomTestStringConvertible {
    let folder: String
    let script: String
    /// The environment that `Scripts/check-extended` makes for it; nil for one that needs no more than all tests do.
    var packages: String?

    var testDescription: String { "\(folder)/\(script)" }

    fileprivate var environmentFolder: String? {
      guard let packages, let all = ProcessInfo.processInfo.environment["ATTUNE_EXAMPLES"] else { return nil }
      let folder = "\(all)/\(packages)"
      return FileManager.default.fileExists(atPath: "\(folder)/bin/python3") ? folder : nil
    }
  }

  static let light = [Example(folder: "digits", script: "train.py"), Example(folder: "shell", script: "train.sh")]
  static let heavy = [
    Example(folder: "keras", script: "train.py", packages: "keras"),
    Example(folder: "keras-r", script: "train.R", packages: "keras-r"),
    Example(folder: "tensorflow", script: "train.py", packages: "tensorflow"),
    Example(folder: "tfestimators", script: "train.py", packages: "tfestimators"),
    Example(folder: "tfestimators", script: "train.R", packages: "tfestimators-r"),
    Example(folder: "pytorch", script: "train.py", packages: "pytorch"),
  ].filter { $0.environmentFolder != nil }

  private static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Examples")

  @Test(arguments: light)
  func `is tuned without a change`(example: Example) throws { try tune(example) }

  @Test(arguments: heavy)
  func `is tuned without a change, where its packages are installed`(example: Example) throws { try tune(example) }

  @Test func `is in the table of examples, with a README of its own`() throws {
    let table = try String(contentsOf: Self.examples.appending(path: "README.md"), encoding: .utf8)
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.examples.path)
      .filter { !$0.contains(".") }
    #expect(folders.count == 8)
    for folder in folders where folder != "library" {
      #expect(table.contains("| [\(folder)](\(folder)) |"))
      let files = try FileManager.default.contentsOfDirectory(atPath: Self.examples.appending(path: folder).path)
      #expect(files.contains("README.md") && files.contains("tuning.yml"), "\(folder)")
    }
  }

  private func tune(_ example: Example) throws {
    let project = try Project(nil)
    try FileManager.default.removeItem(at: project.folder)
    try FileManager.default.copyItem(at: Self.examples.appending(path: example.folder), to: project.folder)
    var environment = ["TF_CPP_MIN_LOG_LEVEL": "3"]
    if let folder = example.environmentFolder {
      environment["PATH"] = "\(folder)/bin:\(ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"])"
      environment["RETICULATE_PYTHON"] = "\(folder)/bin/python3"
    }
    let checked = try project.attune("check", example.script, environment: environment)
    #expect(checked.status == 0, "\(checked.words)")
    let tuned = try project.attune("run", "--max-trials", "3", example.script, environment: environment)
    let log = try project.attune("logs", "--trial", "1").output
    #expect(tuned.status == 0, "\(tuned.words)\(log)")
    let rows = try project.attune("trials", "--format", "csv").rows
    #expect(rows.count == 3)
    for row in rows { #expect(row["state"] ?? "SUCCEEDED" == "SUCCEEDED", "\(row)") }
    #expect(rows.allSatisfy { Double($0["finalMetric.objectiveValue", default: ""]) != nil })
    #expect(try project.attune("collect").status == 0)
  }
}
