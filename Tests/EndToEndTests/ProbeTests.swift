// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// `attune check --probe`, whatever the script does. What it says of the metric is in `MetricSetupTests.swift`.
@Suite struct `A probe` {
  private func tuning(from low: Double = 0.1, more: String = "") -> String {
    """
    trainingInput:
    \(more)
      hyperparameters:
        hyperparameterMetricTag: accuracy
        maxTrials: 4
        params:
          - {parameterName: x, type: DOUBLE, minValue: \(low), maxValue: 0.9}

    """
  }

  /// Of the trainer that hangs, and of its child.
  private func pids(in project: Project) throws -> [pid_t] {
    let file = try #require(project.leftovers.first { $0.hasSuffix("work/pids") })
    return try String(contentsOf: project.home.appending(path: file), encoding: .utf8)
      .split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
  }

  @Test func `of a script that fails ends with 3 and shows its last lines`() throws {
    let project = try Project("odd", tuning: tuning(from: 0.6))
    let check = try project.attune("check", "--probe", "failing.py")
    #expect(check.status == 3)
    #expect(check.output.contains("it exited with status 1"), "\(check.output)")
    #expect(check.output.contains("more than this trainer can bear"))
    #expect(project.leftovers == [])
  }

  @Test func `of a program that can't be started says so`() throws {
    let project = try Project("odd", tuning: tuning())
    let check = try project.attune("check", "--probe", "--", "no-such-program")
    #expect(check.status == 3)
    #expect(check.output.contains("could not be started: "), "\(check.output)")
    #expect(project.leftovers == [])
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func `that is interrupted leaves no process and no file`(signal: Int32, status: Int32) throws {
    let project = try Project("odd", tuning: tuning())
    let before = try project.contents()
    let check = try project.start(["check", "--probe", "hanging.sh"])
    try eventually("the trainer hangs") { project.leftovers.contains { $0.hasSuffix("work/pids") } }
    let pids = try pids(in: project)
    #expect(pids.count == 2 && pids.allSatisfy { kill($0, 0) == 0 })
    check.signal(signal)
    let result = try check.finish()
    #expect(result.status == status)
    #expect(result.output.contains("then it was stopped by you"), "\(result.output)")
    #expect(pids.allSatisfy { kill($0, 0) != 0 })
    #expect(project.leftovers == [])
    #expect(try project.contents() == before)
  }

  @Test func `that was killed is cleared away by the next one, trainer and all`() throws {
    let project = try Project("odd", tuning: tuning())
    let killed = try project.start(["check", "--probe", "hanging.sh"])
    try eventually("the trainer hangs") { project.leftovers.contains { $0.hasSuffix("work/pids") } }
    let pids = try pids(in: project)
    killed.signal(SIGKILL)
    _ = try killed.finish()
    #expect(pids.count == 2 && pids.allSatisfy { kill($0, 0) == 0 })
    #expect(try project.attune("check", "--probe", "setup.py", "tags").status == 0)
    #expect(pids.allSatisfy { kill($0, 0) != 0 })
    #expect(project.leftovers == [])
  }

  @Test func `ends when the metric was reported often enough`() throws {
    let project = try Project("odd", tuning: tuning())
    let check = try project.attune("check", "--probe", "setup.py", "steady")
    #expect(check.status == 0)
    #expect(check.output.contains("then it was stopped: this was enough to see"), "\(check.output)")
    #expect(check.output.contains(": often enough for early stopping"))
    #expect(project.leftovers == [])
  }

  @Test func `ends when its time is up`() throws {
    let project = try Project("odd", tuning: tuning())
    let gate = project.place.appending(path: "gate").path
    let check = try project.start(
      ["check", "--probe", "--probe-seconds", "4", "slow.py"], environment: ["GATE": gate]
    ).finish()
    #expect(check.status == 0)
    #expect(check.output.contains("then it was stopped: the time was up"), "\(check.output)")
    #expect(check.output.contains("reports  1 so far: a trial can be stopped early from its third report on"))
  }

  @Test func `writes nothing into the user's folder, in place or into a job directory`() throws {
    let project = try Project("odd", tuning: tuning(more: "  jobDir: out"))
    let before = try project.contents()
    let check = try project.attune("check", "--probe", "--in-place", "setup.py", "tags")
    #expect(check.status == 0, "\(check.output)")
    #expect(try project.contents() == before)
  }

  @Test func `of a job that tunes nothing shows the tags`() throws {
    let project = try Project("odd")
    let check = try project.attune("check", "--probe", "setup.py", "tags")
    #expect(check.status == 0)
    #expect(check.output.contains("tags that appeared\n"), "\(check.output)")
    #expect(check.output.contains("  logs accuracy"))
  }

  @Test(arguments: [
    ("accuracy=(\\S+)", ["reports  2, ", "and the script has ended"], Int32(0)),
    ("top1=(\\S+)", ["metric  'accuracy' was not found in "], 4),
  ])
  func `reads the metric as a trial would, also from output`(pattern: String, lines: [String], status: Int32) throws {
    let source = "attune:\n  metric: {source: {regex: '\(pattern)'}}\n"
    let project = try Project("odd", tuning: tuning() + source)
    try project.write("echo accuracy=0.5\necho accuracy=0.75\n", to: "train.sh")
    let check = try project.attune("check", "--probe", "train.sh")
    #expect(check.status == status, "\(check.words)")
    for line in lines { #expect(check.output.contains(line), "\(check.output)") }
  }

  @Test func `needs a script`() throws {
    let project = try Project("odd", tuning: tuning())
    let check = try project.attune("check", "--probe")
    #expect(check.status == 2)
    #expect(check.words.contains("--probe needs a script or a command to run"))
  }
}
