// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Coming back and going away: whatever happens to `attune run`, the same command finishes the job.
@Suite struct `A job that is left` {
  private let project: Project
  private let gate: String
  private var environment: [String: String] { ["GATE": gate] }

  init() throws {
    project = try Project("odd", tuning: Project.tuning(trials: 5, parallel: 2))
    gate = project.place.appending(path: "gate").path
  }

  private func openGate() { #expect(FileManager.default.createFile(atPath: gate, contents: nil)) }

  private func startedTrials(_ count: Int) throws {
    try eventually("\(count) trials run") { project.ledger().filter { $0.hasPrefix("start") }.count == count }
  }

  /// The same command ends the job; each trial has run once, but for those that were stopped.
  private func finish(launches: Int = 5) throws {
    openGate()
    let again = try project.attune("run", "slow.py", environment: environment)
    #expect(again.status == 0, "\(again.words)")
    let rows = try project.attune("trials", "--format", "csv").rows
    #expect(rows.count == 5)
    #expect(Set(rows.compactMap { $0["trialId"] }) == ["1", "2", "3", "4", "5"])
    #expect(rows.allSatisfy { $0["finalMetric.trainingStep"] == "2" })
    #expect(project.ledger().filter { $0.hasPrefix("start") }.count == launches)
    #expect(project.ledger().filter { $0.hasPrefix("end") }.count == 5)
  }

  @Test func `by kill -9 loses nothing: its trainers go on and are adopted`() throws {
    let run = try project.start(["run", "slow.py"], environment: environment)
    try startedTrials(2)
    run.signal(SIGKILL)
    _ = try run.finish()
    try finish()
  }

  @Test func `by kill -9, and whose trainers end meanwhile, has their results`() throws {
    let run = try project.start(["run", "slow.py"], environment: environment)
    try startedTrials(2)
    run.signal(SIGKILL)
    _ = try run.finish()
    openGate()
    try eventually("the trainers end") { project.ledger().filter { $0.hasPrefix("end") }.count == 2 }
    try finish()
  }

  @Test func `by SIGTERM exits 143 and its trainers go on`() throws {
    let run = try project.start(["run", "slow.py"], environment: environment)
    try startedTrials(2)
    run.signal(SIGTERM)
    #expect(try run.finish().status == 143)
    try finish()
  }

  @Test func `by Ctrl-C once lets running trials end, starts nothing, and exits 130`() throws {
    let run = try project.start(["run", "slow.py"], environment: environment)
    try startedTrials(2)
    run.signal(SIGINT)
    try eventually("it says so") { run.wordsSoFar.contains("2 running trials go on to the end") }
    openGate()
    #expect(try run.finish().status == 130)
    #expect(project.ledger().count == 4)
    try finish()
  }

  @Test func `by Ctrl-C twice stops its trainers, which run again`() throws {
    let run = try project.start(["run", "slow.py"], environment: environment)
    try startedTrials(2)
    run.signal(SIGINT)
    try eventually("it says so") { run.wordsSoFar.contains("2 running trials go on to the end") }
    run.signal(SIGINT)
    #expect(try run.finish().status == 130)
    #expect(project.ledger().count == 2)
    try finish(launches: 7)
  }

  @Test func `and then changed is not resumed as something else`() throws {
    let run = try project.start(["run", "slow.py"], environment: environment)
    try startedTrials(2)
    run.signal(SIGKILL)
    _ = try run.finish()
    try project.write(
      Project.tuning(trials: 5, parallel: 2).replacing("maxValue: 0.9", with: "maxValue: 0.8"), to: "tuning.yml")
    try project.write(try project.text("slow.py") + "# edited\n", to: "slow.py")
    let changed = try project.attune("run", "slow.py", environment: environment)
    #expect(changed.status == 2)
    #expect(changed.words.contains("parameter 'x' has another range"))
    #expect(changed.words.contains("the source file 'slow.py' is not what it was"))
    #expect(changed.words.contains("attune resume attune_"))
    #expect(changed.words.contains("--new"))
    openGate()
    #expect(try project.attune("resume").status == 0)
  }

  @Test func `takes new limits when it comes back`() throws {
    let run = try project.start(["run", "slow.py"], environment: environment)
    try startedTrials(2)
    run.signal(SIGKILL)
    _ = try run.finish()
    openGate()
    let again = try project.attune("run", "--max-trials", "3", "slow.py", environment: environment)
    #expect(again.status == 0, "\(again.words)")
    #expect(try project.attune("trials", "--format", "csv").rows.count == 3)
  }

  @Test func `running can't be owned twice: the second run watches, and the first one is not harmed`() throws {
    let first = try project.start(["run", "slow.py"], environment: environment)
    try startedTrials(2)
    let second = try project.start(["run", "slow.py"], environment: environment)
    try eventually("the second one watches") { second.wordsSoFar.contains("runs already") }
    openGate()
    #expect(try first.finish().status == 0)
    #expect(try second.finish().status == 0)
    #expect(project.ledger().filter { $0.hasPrefix("start") }.count == 5)
  }

  @Test func `in the background is submitted, watched and cancelled`() throws {
    let submitted = try project.attune("submit", "slow.py", environment: environment)
    #expect(submitted.status == 0, "\(submitted.words)")
    let job = submitted.output.trimmingCharacters(in: .whitespacesAndNewlines)
    try startedTrials(2)
    let watching = try project.start(["watch", job, "--json"])
    #expect(try project.attune("cancel", job).status == 0)
    let watched = try watching.finish()
    #expect(watched.status == 3)
    let last = try #require(watched.output.split(separator: "\n").last)
    #expect(last.contains(#""event":"finished""#))
    #expect(try project.attune("run", "--new", "slow.py", environment: ["GATE": "/dev/null"]).status == 0)
  }
}
