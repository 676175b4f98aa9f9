// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A controller dies in mid-trial, and the same command is given after a restart of the machine, or on another one that
/// shares the home. Skipped where the tests may not pretend to be such a machine.
@Suite(.enabled(if: OtherMachine.isPossible)) struct `A job whose machine goes down` {
  private struct Launch: Decodable {
    struct Process: Decodable { let pid: pid_t }
    let host: String
    let supervisor: Process
    let trainer: Process
  }

  private let project: Project
  private let gate: String
  private var environment: [String: String] { ["GATE": gate] }

  /// Two trials run, and nobody is there any more to follow them.
  init() throws {
    project = try Project("odd", tuning: Project.tuning(trials: 5, parallel: 2))
    gate = project.place.appending(path: "gate").path
    let run = try project.start(["run", "slow.py"], environment: environment)
    try eventually("2 trials run") { [project] in
      project.ledger().count == 2 && run.wordsSoFar.components(separatedBy: " started: ").count == 3
    }
    run.signal(SIGKILL)
    _ = try run.finish()
  }

  private func launch(_ trial: Int) throws -> Launch {
    try JSONDecoder().decode(
      Launch.self, from: Data(contentsOf: project.attempt(trial).appending(path: "launch.json")))
  }

  /// Whatever ran is gone from one moment to the next.
  private func cutThePower() throws {
    for trial in 1...2 {
      let launch = try launch(trial)
      #expect(kill(launch.supervisor.pid, SIGKILL) == 0)
      try eventually("the trainer is gone") { kill(launch.trainer.pid, 0) != 0 }
    }
  }

  private func openGate() { #expect(FileManager.default.createFile(atPath: gate, contents: nil)) }

  private func attune(_ arguments: [String], on machine: OtherMachine? = nil) throws -> Project.Result {
    try project.start(arguments, on: machine, environment: environment).finish()
  }

  private func expectAllDone(launches: Int) throws {
    let rows = try project.attune("trials", "--format", "csv").rows
    #expect(Set(rows.compactMap { $0["trialId"] }) == ["1", "2", "3", "4", "5"])
    #expect(rows.allSatisfy { $0["finalMetric.trainingStep"] == "2" })
    #expect(project.ledger().filter { $0.hasPrefix("start") }.count == launches)
    #expect(project.ledger().filter { $0.hasPrefix("end") }.count == 5)
  }

  @Test func `and is switched on again goes on by the same command: what ran is lost, and runs again`() throws {
    try cutThePower()
    openGate()
    let run = try attune(["run", "slow.py"], on: OtherMachine(in: project))
    #expect(run.status == 0, "\(run.words)")
    for trial in 1...2 {
      #expect(run.words.contains("trial \(trial) is lost: its trainer is gone; it runs again\n"))
      #expect(run.words.contains("trial \(trial) started again (attempt 2): x="))
    }
    try expectAllDone(launches: 7)
  }

  @Test func `or only seems so, from another one, is refused there before anything happens`() throws {
    let other = try OtherMachine(named: "other", in: project)
    let here = try launch(1).host
    let id = try project.job().lastPathComponent
    let before = try project.attune("trials", "--format", "json").output
    for verb in [["run", "slow.py"], ["submit", "slow.py"], ["resume", id], ["cancel", id]] {
      let refused = try attune(verb, on: other)
      #expect(refused.status == 2, "\(verb): \(refused.words)")
      #expect(
        refused.words.hasSuffix(
          "attune: error: the trainer was started on host '\(here)' and this is 'other'; resume the job there, or, if "
            + "that machine is off, here with --take-over\n"), "\(refused.words)")
    }
    let after = try project.attune("trials", "--format", "json").output
    #expect(Self.withoutMemory(after) == Self.withoutMemory(before))
    #expect(try project.attune("status", "--format", "json").output.contains(#""state": "RUNNING""#))
    openGate()
    #expect(try attune(["run", "slow.py"]).status == 0)
    try expectAllDone(launches: 5)
  }

  @Test func `and stays off goes on elsewhere once it is taken over`() throws {
    try cutThePower()
    openGate()
    let other = try OtherMachine(named: "other", in: project)
    #expect(try attune(["run", "slow.py"], on: other).status == 2)
    #expect(project.ledger().count == 2)
    let run = try attune(["run", "--take-over", "slow.py"], on: other)
    #expect(run.status == 0, "\(run.words)")
    #expect(run.words.contains("trial 1 is lost: its trainer is gone; it runs again\n"))
    try expectAllDone(launches: 7)
    let status = try project.attune("status", "--format", "json").output
    #expect(status.contains(#""state": "SUCCEEDED""#))
  }

  @Test func `and stays off is cancelled elsewhere once it is taken over`() throws {
    try cutThePower()
    let other = try OtherMachine(named: "other", in: project)
    let cancelled = try attune(["cancel", "--take-over"], on: other)
    #expect(cancelled.status == 0, "\(cancelled.words)")
    #expect(try project.attune("status", "--format", "json").output.contains(#""state": "CANCELLED""#))
    #expect(project.ledger().count == 2)
  }

  @Test func `after its trainers have ended goes on elsewhere at once, with what they found`() throws {
    openGate()
    try eventually("the supervisors have written how it ended") {
      try (1...2).allSatisfy { trial in
        FileManager.default.fileExists(atPath: try project.attempt(trial).appending(path: "exit.json").path)
      }
    }
    let run = try attune(["run", "slow.py"], on: OtherMachine(named: "other", in: project))
    #expect(run.status == 0, "\(run.words)")
    try expectAllDone(launches: 5)
  }

  /// What changes by itself while trials run.
  private static func withoutMemory(_ output: String) -> String {
    output.split(separator: "\n").filter { !$0.contains("emoryBytes") }.joined(separator: "\n")
  }
}
