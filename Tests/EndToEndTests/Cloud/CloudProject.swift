// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A bundle as R's package ships it, and `gcloud` and `gsutil` as it finds them.
struct CloudProject {
  let project: Project
  let shims: URL
  /// The trainer waits for this file.
  let gate: String
  static let id = "cloudml_2018_01_08_142717956"

  init() throws {
    project = try Project("bundle")
    shims = project.place.appending(path: "shims")
    gate = project.place.appending(path: "gate").path
    let installed = try project.attune("install-shims", shims.path)
    try #require(installed.status == 0, "\(installed.words)")
  }

  /// No clock of this machine, and no account of its user.
  private let surroundings = [
    "TZ": "UTC", "CLOUDSDK_CORE_ACCOUNT": "ann@example.org", "CLOUDSDK_CORE_PROJECT": "", "CLOUDSDK_COMPUTE_REGION": "",
  ]

  func start(_ command: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Project.Running {
    try project.start(
      arguments, as: shims.appending(path: command),
      environment: surroundings.merging(environment) { _, own in own })
  }

  @discardableResult
  func gcloud(_ arguments: String..., environment: [String: String] = [:]) throws -> Project.Result {
    try start("gcloud", arguments, environment: environment).finish()
  }

  @discardableResult
  func gsutil(_ arguments: String...) throws -> Project.Result { try start("gsutil", arguments).finish() }

  private static let front = ["--account", "ann@example.org", "--project", "attune"]

  /// As `cloudml_train` calls it.
  static func submission(_ id: String = id) -> [String] {
    front + [
      "ai-platform", "jobs", "submit", "training", id, "--job-dir=gs://attune/r-cloudml/staging",
      "--package-path=cloudml-model", "--module-name=cloudml-model.cloudml.deploy", "--runtime-version=1.15",
      "--python-version=3.7", "--region=us-central1", "--config=cloudml-model/cloudml.yml", "--", "Rscript",
    ]
  }

  static func jobs(_ arguments: String...) -> [String] { front + ["ai-platform", "jobs"] + arguments }

  @discardableResult
  func submit(_ id: String = id, environment: [String: String] = [:]) throws -> Project.Result {
    let result = try start("gcloud", Self.submission(id), environment: environment).finish()
    try #require(result.status == 0, "\(result.words)")
    return result
  }

  func openGate() { #expect(FileManager.default.createFile(atPath: gate, contents: nil)) }

  /// What the R package polls.
  func state(_ id: String = id) throws -> String {
    let described = try start("gcloud", Self.jobs("describe", id)).finish()
    return described.output.split(separator: "\n").first { $0.hasPrefix("state: ") }.map(String.init) ?? described.words
  }

  func waitUntil(_ state: String, _ id: String = id) throws {
    try eventually("the job is \(state)") { try self.state(id) == "state: \(state)" }
  }
}

/// Calls and what came of them, to be compared byte for byte with `Snapshots/`.
struct CloudTranscript {
  private let cloud: CloudProject
  private(set) var text = ""

  init(_ cloud: CloudProject) { self.cloud = cloud }

  mutating func call(_ command: String, _ arguments: [String], environment: [String: String] = [:]) throws {
    let result = try cloud.start(command, arguments, environment: environment).finish()
    let words = arguments.map { $0.contains { " *~(".contains($0) } ? "'\($0)'" : $0 }
    text += "$ \(([command] + words).joined(separator: " "))\n"
    if result.status != 0 { text += "[status \(result.status)]\n" }
    text += result.output
    text += result.words.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { "! \($0)\n" }
      .joined()
    text += "\n"
  }

  /// With `ATTUNE_RECORD=1` in the environment, what is there is written down; read it before it is committed.
  func expect(_ name: String, at location: SourceLocation = #_sourceLocation) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Snapshots")
    let file = folder.appending(path: "\(name).txt")
    if ProcessInfo.processInfo.environment["ATTUNE_RECORD"] == "1" {
      try plain.write(to: file, atomically: true, encoding: .utf8)
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    #expect(plain == kept, "differs from Snapshots/\(name).txt", sourceLocation: location)
  }

  /// Without what is another on each run; the shape of times stays.
  private var plain: String {
    text.replacing(cloud.project.home.path, with: "HOME").replacing(cloud.project.folder.path, with: "PROJECT")
      .replacing(cloud.project.place.path, with: "PLACE")
      .replacing(#/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d/#, with: "2018-01-08T14:27:17")
      .replacing(#/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d/#, with: "2018-01-08 14:27:17")
      .replacing(#/consumedMLUnits: 0\.\d+/#, with: "consumedMLUnits: 0.04")
      .replacing(#/trials? in \d+ s/#, with: "trials in 1 s")
  }
}
