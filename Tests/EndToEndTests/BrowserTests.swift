// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Where `Scripts/check-extended browser` has installed what drives one; pictures are left there.
private let browser = ProcessInfo.processInfo.environment["ATTUNE_BROWSER"]

@Suite(.enabled(if: browser != nil)) struct `TensorBoard in a browser` {
  private struct Seen: Decodable {
    let hparams: [String]
    let runs: [String]
  }

  @Test func `shows every trial as a run, and the table of parameters and metrics`() throws {
    let browser = try #require(browser)
    let project = try Project("shell", tuning: Project.activations(trials: 3))
    try #require(try project.attune("run", "train.sh").status == 0)
    let trials = try project.attune("trials", "--format", "csv").rows
    let running = try project.start(["tensorboard", "--", "--reload_interval", "1"])
    defer { running.signal(SIGKILL) }
    var page: TensorBoardPage?
    try eventually("TensorBoard answers") {
      page = TensorBoardPage(printed: running.outputSoFar)
      return try page?.sessions().filter { !$0.metrics.isEmpty }.count == 3
    }
    let seen = try look(at: try #require(page).url, rows: 3, with: browser, in: project)
    #expect(seen.hparams.contains("activation") && seen.hparams.contains("accuracy"))
    for (number, row) in trials.enumerated() {
      let trial = try #require(row["trialId"]), value = try #require(row["hyperparameters.activation"])
      let metric = try #require(Double(row["finalMetric.objectiveValue", default: ""]), "trial \(number + 1)")
      let name = "trial-0\(trial) activation=\(value)"
      #expect(seen.hparams.contains(name) && seen.hparams.contains(value), "\(seen.hparams)")
      #expect(seen.hparams.contains { Double($0).map { abs($0 - metric) < 1e-4 } ?? false }, "\(metric)")
      #expect(seen.runs.contains { $0.contains(name) }, "\(seen.runs)")
    }
    for name in ["hparams", "runs"] {
      let picture = try Data(contentsOf: URL(filePath: "\(browser)/tensorboard-\(name).png"))
      #expect(picture.count > 20_000, "an empty page is smaller")
    }
  }

  private func look(at url: URL, rows: Int, with browser: String, in project: Project) throws -> Seen {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Browser/tensorboard.py")
    let output = project.place.appending(path: "seen.json")
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: "\(browser)/bin/python3")
    process.arguments = [script.path, url.absoluteString, browser, "\(rows)"]
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return try JSONDecoder().decode(Seen.self, from: try Data(contentsOf: output))
  }
}
