// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Trainers that write no event files, run whole by the built binary.
@Suite struct `A trainer without event files` {
  private func tuning(_ tag: String, source: String? = nil, goal: String = "MAXIMIZE") -> String {
    """
    trainingInput:
      hyperparameters:
        goal: \(goal)
        hyperparameterMetricTag: \(tag)
        maxTrials: 2
        maxParallelTrials: 2
        params:
          - {parameterName: x, type: DOUBLE, minValue: 0.1, maxValue: 0.9}
    \(source.map { "attune:\n  metric:\n    source: \($0)\n" } ?? "")
    """
  }

  private func finals(_ project: Project) throws -> [[String?]] {
    try project.attune("trials", "--format", "csv").rows
      .map { [$0["finalMetric.objectiveValue"], $0["finalMetric.trainingStep"]] }
  }

  @Test func `reports by a command, of any tag, without rounding`() throws {
    let project = try Project("talking", tuning: tuning("accuracy"))
    let path = "\(Project.binary.deletingLastPathComponent().path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    let run = try project.attune("run", "report.sh", environment: ["PATH": path])
    #expect(run.status == 0, "\(run.words)")
    #expect(try finals(project) == [["0.1", "1"], ["0.1", "1"]])
    let work = try project.attempt(1).appending(path: "work").path
    let events = try project.attune("events", work, "--format", "csv").output
    #expect(events.contains("attune-report,loss,tensor,5,4,-0.125\n"))
    #expect(events.contains("attune-report,accuracy,tensor,2,1,0.1\n"))
  }

  @Test func `that runs in place reports to files of its own for each trial`() throws {
    let project = try Project("talking", tuning: tuning("loss", goal: "MINIMIZE"))
    let path = "\(Project.binary.deletingLastPathComponent().path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    let run = try project.attune(
      "run", "--in-place", "--max-parallel-trials", "1", "report.sh", environment: ["PATH": path])
    #expect(run.status == 0, "\(run.words)")
    #expect(try finals(project) == [["0.1", "6"], ["0.1", "6"]])
    let files = try project.contents().keys.filter { $0.contains("attune-report/events.out.tfevents") }
    #expect(files.count == 2)
  }

  @Test func `is no place for 'attune report'`() throws {
    let result = try Project(nil).attune("report", "acc", "1", environment: ["ATTUNE_TRIAL_DIR": ""])
    #expect(result.status == 2)
    #expect(result.words.contains("called by a trainer that Attune runs, and this is none"))
  }

  @Test(arguments: [
    (#"{regex: 'epoch (?P<step>\d+): val_acc=(?P<value>\S+)'}"#, "val_acc", "0.875", "2"),
    (#"{regex: 'val_acc (\S+)', stream: stderr}"#, "val_acc", "1.875", "2"),
    ("{json: metrics.jsonl, step: epoch}", "val.acc", "0.875", "20"),
    ("{json: metrics.jsonl}", "val.acc", "0.875", "2"),
    ("{csv: metrics.csv, step: step}", "val_acc", "0.875", "2"), ("{csv: metrics.csv}", "val_acc", "0.875", "2"),
  ])
  func `has its metric read from a source`(source: String, tag: String, value: String, step: String) throws {
    let project = try Project("talking", tuning: tuning(tag, source: source))
    let run = try project.attune("run", "print.py")
    #expect(run.status == 0, "\(run.words)")
    #expect(try finals(project) == [[value, step], [value, step]])
    #expect(run.words.contains("trial 1: '\(tag)' is read from "))
    let history = try project.attune("trials", "--format", "json").objects()
    #expect((history.first?["allMetrics"] as? [Any])?.count ?? 3 == 3)
  }

  @Test func `counts nothing twice when the job is resumed`() throws {
    let project = try Project("talking", tuning: tuning("val_acc", source: #"{regex: 'val_acc=(\S+)'}"#))
    let gate = project.place.appending(path: "gate")
    try Data().write(to: gate)
    let first = try project.start(["run", "--plain", "print.py", "--slow=\(gate.path)"])
    try eventually("the first readings") { first.wordsSoFar.contains("is read from") }
    first.signal(SIGTERM)
    #expect(try first.finish().status == 143)
    let second = try project.start(["run", "--plain", "print.py", "--slow=\(gate.path)"])
    try eventually("it goes on") { !second.wordsSoFar.isEmpty }
    try FileManager.default.removeItem(at: gate)
    let end = try second.finish()
    #expect(end.status == 0, "\(end.words)")
    #expect(try finals(project) == [["0.875", "2"], ["0.875", "2"]])
  }

  @Test func `that says nothing of the metric ends the job with what it said`() throws {
    let project = try Project("talking", tuning: tuning("val_accuracy", source: "{json: metrics.jsonl}"))
    let run = try project.attune("run", "print.py")
    #expect(run.status == 4)
    #expect(run.words.contains("'val.acc'"), "\(run.words)")
  }

  @Test func `has its log tried before a job is started`() throws {
    let project = try Project("talking", tuning: tuning("val_acc", source: #"{regex: 'val_acc=(\S+)'}"#))
    try project.write("epoch 0: val_acc=0.5\nepoch 1: val_acc=0.75\n", to: "train.log")
    let good = try project.attune("check", "--log", "train.log")
    #expect(good.status == 0)
    #expect(good.output.hasSuffix("2 of 2 lines of 'train.log' tell 'val_acc'; the last value is 0.75 at step 1\n"))
    try project.write("epoch 0: val_acc: 0.5\n", to: "train.log")
    let bad = try project.attune("check", "--log", "train.log")
    #expect(bad.status == 4)
    #expect(bad.output.contains("this would match: regex: 'val_acc"), "\(bad.output)")
    #expect(try project.attune("check", "--log", "missing.log").status == 2)
  }
}
