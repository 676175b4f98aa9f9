// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Unmodified trainers in several languages, run whole by the built binary.
@Suite struct `An unmodified trainer` {
  private let x = "{parameterName: x, type: DOUBLE, minValue: 0.1, maxValue: 0.9}"
  private let activation = "{parameterName: activation, type: CATEGORICAL, categoricalValues: [relu, tanh, sigmoid]}"

  private func tuning(_ parameters: [String], trials: Int = 4, parallel: Int = 2, more: String = "") -> String {
    """
    trainingInput:
    \(more)
      hyperparameters:
        goal: MAXIMIZE
        hyperparameterMetricTag: accuracy
        maxTrials: \(trials)
        maxParallelTrials: \(parallel)
        params:
    \(parameters.map { "      - \($0)" }.joined(separator: "\n"))

    """
  }

  @Test func `in Python with argparse sees flags, TF_CONFIG and a private working copy`() throws {
    let units = "{parameterName: num-units, type: INTEGER, minValue: 16, maxValue: 128}"
    let project = try Project("argparse", tuning: tuning([x, units]))
    let before = try project.contents()
    let run = try project.attune("run", "train.py", "--epochs", "2")
    #expect(run.status == 0, "\(run.words)")
    #expect(try project.contents() == before)
    let rows = try project.attune("trials", "--format", "csv").rows
    #expect(rows.count == 4)
    #expect(rows.map { $0["finalMetric.trainingStep"] } == ["1", "1", "1", "1"])
    for row in rows {
      let trial = try #require(row["trialId"].flatMap { Int($0) })
      let work = try project.attempt(trial).appending(path: "work")
      let seen = work.appending(path: "seen")
      let argv = try String(contentsOf: seen.appending(path: "argv"), encoding: .utf8).split(separator: "\n")
      let flags = [
        "--epochs", "2", "--x=\(row["hyperparameters.x"] ?? "")",
        "--num-units=\(row["hyperparameters.num-units"] ?? "")",
      ]
      #expect(argv.map(String.init) == flags)
      let directory = try String(contentsOf: seen.appending(path: "directory"), encoding: .utf8)
      #expect(directory == work.path + "\n")
      try checkEnvironment(of: trial, in: seen)
    }
  }

  private func checkEnvironment(of trial: Int, in seen: URL) throws {
    let text = try String(contentsOf: seen.appending(path: "environment"), encoding: .utf8)
    let variables = Dictionary(
      text.split(separator: "\n").compactMap { line -> (String, String)? in
        guard let equals = line.firstIndex(of: "=") else { return nil }
        return (String(line[..<equals]), String(line[line.index(after: equals)...]))
      }, uniquingKeysWith: { a, _ in a })
    #expect(variables["CLOUD_ML_TRIAL_ID"] == "\(trial)")
    #expect(variables["CLOUD_ML_HP_METRIC_TAG"] == "accuracy")
    #expect(variables["CLOUD_ML_HP_METRIC_FILE"]?.hasSuffix("/trials/\(trial)/1/hypertune/output.metrics") == true)
    #expect(variables["CLOUD_ML_JOB_ID"]?.hasPrefix("attune_") == true)
    #expect(variables["PYTHONUNBUFFERED"] == "1")
    let cluster = try #require(variables["TF_CONFIG"].map { Data($0.utf8) })
    let configuration = try #require(try JSONSerialization.jsonObject(with: cluster) as? [String: Any])
    let task = try #require(configuration["task"] as? [String: Any])
    #expect(task["trial"] as? String == "\(trial)")
    #expect(task["type"] as? String == "master")
    #expect((configuration["cluster"] as? [String: [String]]) == ["master": ["127.0.0.1:2222"]])
  }

  @Test func `in Python with absl flags is tuned`() throws {
    let size = "{parameterName: batch_size, type: DISCRETE, discreteValues: [16, 32, 64]}"
    let project = try Project("absl", tuning: tuning([x, size]))
    let run = try project.attune("run", "train.py")
    #expect(run.status == 0, "\(run.words)")
    let best = try #require(try project.attune("trials", "--format", "csv").rows.first)
    let trial = try #require(best["trialId"].flatMap { Int($0) })
    let seen = try project.attempt(trial).appending(path: "work/seen/flags")
    let size2 = best["hyperparameters.batch_size"] ?? ""
    #expect(try String(contentsOf: seen, encoding: .utf8).contains("batch_size=\(size2)\n"))
  }

  @Test func `in shell is tuned, over every point of a grid`() throws {
    let grid = "goal: MAXIMIZE\n    algorithm: GRID_SEARCH"
    let project = try Project(
      "shell", tuning: tuning([activation], trials: 9).replacing("goal: MAXIMIZE", with: grid))
    let run = try project.attune("run", "train.sh")
    #expect(run.status == 0, "\(run.words)")
    let rows = try project.attune("trials", "--format", "csv").rows
    #expect(rows.map { $0["hyperparameters.activation"] } == ["relu", "tanh", "sigmoid"])
    #expect(rows.map { $0["finalMetric.objectiveValue"] } == ["0.9375", "0.875", "0.75"])
  }

  @Test func `is read in directories that the configuration names, one for each trial`() throws {
    let logs = "attune: {metric: {logDirectories: [\"../elsewhere/{trial}\"]}}"
    let grid = "goal: MAXIMIZE\n    algorithm: GRID_SEARCH"
    let grown = tuning([activation], trials: 3, parallel: 3).replacing("goal: MAXIMIZE", with: grid)
    let project = try Project("shell", tuning: "\(grown)\n\(logs)\n")
    // Not by way of the working directory: whoever looks in time may see it there.
    try project.write(
      """
      mkdir -p "$ELSEWHERE/$CLOUD_ML_TRIAL_ID"
      cp "recorded/${1#--activation=}" "$ELSEWHERE/$CLOUD_ML_TRIAL_ID/events.out.tfevents.1700000000.shell"

      """, to: "elsewhere.sh")
    let elsewhere = project.place.appending(path: "elsewhere").path
    let run = try project.attune("run", "elsewhere.sh", environment: ["ELSEWHERE": elsewhere])
    #expect(run.status == 0, "\(run.words)")
    let rows = try project.attune("trials", "--format", "csv").rows
    #expect(rows.map { $0["hyperparameters.activation"] } == ["relu", "tanh", "sigmoid"])
    #expect(rows.map { $0["finalMetric.objectiveValue"] } == ["0.9375", "0.875", "0.75"])
    #expect(run.words.contains("elsewhere/1/"), "\(run.words)")
  }

  @Test func `is given a job directory of its own, as two tokens behind its flags`() throws {
    let project = try Project("shell", tuning: tuning([activation], trials: 2, more: "  jobDir: gs://bucket/out"))
    let run = try project.attune("run", "train.sh")
    #expect(run.status == 0, "\(run.words)")
    let seen = try project.attempt(2).appending(path: "work/seen/argv")
    let argv = try String(contentsOf: seen, encoding: .utf8).split(separator: "\n").map(String.init)
    #expect(argv.dropFirst() == ["--job-dir", "\(project.home.path)/gs/bucket/out/2"])
    #expect(argv.first?.hasPrefix("--activation=") == true)
    #expect(FileManager.default.fileExists(atPath: "\(project.home.path)/gs/bucket/out/2"))
  }

  @Test func `that is compiled takes its value through a placeholder`() throws {
    let project = try Project("compiled", tuning: tuning([x]))
    let compiler = Process()
    compiler.executableURL = URL(filePath: "/usr/bin/cc")
    compiler.arguments = ["-O2", "-o", "train", "train.c"]
    compiler.currentDirectoryURL = project.folder
    try compiler.run()
    compiler.waitUntilExit()
    try #require(compiler.terminationStatus == 0)
    let run = try project.attune("run", "--", "./train", "--x={x}", "--steps", "3")
    #expect(run.status == 0, "\(run.words)")
    #expect(try project.attune("trials", "--format", "csv").rows.count == 4)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/Rscript"), "needs Rscript"))
  func `in R is tuned`() throws {
    let project = try Project("r", tuning: tuning([activation], trials: 3))
    let run = try project.attune("run", "train.R")
    #expect(run.status == 0, "\(run.words)")
    let rows = try project.attune("trials", "--format", "csv").rows
    #expect(rows.count == 3)
    #expect(rows.allSatisfy { $0["finalMetric.objectiveValue"] != "NA" })
  }
}
