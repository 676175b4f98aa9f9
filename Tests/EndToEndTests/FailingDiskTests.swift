// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB
import Testing

/// The disk fails at the n-th call that changes something, n = 1, 2, 3 … until the job passes untouched. With
/// `ATTUNE_FAULTS=all` each n is tried (of several calls in a row, each series), else some.
@Suite struct `A disk that fails at the n-th write` {
  private static let trainer = """
    echo "$ATTUNE_TRIAL_DIR" >>"$LEDGER"
    mkdir logs
    cp "recorded/${1#--activation=}" logs/events.out.tfevents.1700000000.shell
    """

  @Test(arguments: FailingDisk.all)
  func `costs nothing that was acknowledged, and the same command finishes the job`(disk: FailingDisk) throws {
    let stride = ProcessInfo.processInfo.environment["ATTUNE_FAULTS"] == "all" ? disk.calls : disk.stride
    var number = 1
    while try survives(disk, at: number) { number += stride }
    #expect(number > 10, "faults never came")
  }

  /// - Returns: false where the job passed untouched.
  private func survives(_ disk: FailingDisk, at number: Int) throws -> Bool {
    let project = try Project("shell", tuning: Project.activations(trials: 3, parallel: 2))
    try project.write(Self.trainer, to: "train.sh")
    let struck = try finish(project, environment: try disk.environment(in: project, at: number))
    let failures = FailingDisk.failures(in: project)
    let place = Comment(rawValue: "\(disk.testDescription): \(failures.first ?? "untouched"): \(struck.words)")
    if struck.status != 0 {
      #expect(struck.status == 1, place)
      #expect(struck.words.contains("attune: error: could not "), place)
      #expect(!struck.words.contains("internal error"), place)
      let again = try finish(project, environment: [:])
      #expect(again.status == 0, "\(place): and again: \(again.words)")
    }
    try check(
      project, acknowledged: struck.output, mayLeaveThings: failures.contains { $0.contains(" unlink ") }, place)
    return !failures.isEmpty
  }

  private func finish(_ project: Project, environment: [String: String]) throws -> Project.Result {
    let run = try project.start(["run", "--json", "train.sh"], environment: environment)
    defer { run.signal(SIGKILL) }
    try eventually("the job ends: \(environment)", within: 90) { !run.process.isRunning }
    return try run.finish()
  }

  private func check(
    _ project: Project, acknowledged output: String, mayLeaveThings: Bool, _ place: Comment
  ) throws {
    let trials = try project.attune("trials", "--format", "json").objects()
    #expect(trials.compactMap { $0["state"] as? String } == ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"], place)
    #expect(trials.allSatisfy { $0["finalMetric"] != nil }, place)
    let launches = project.ledger()
    #expect(Set(launches).count == launches.count, "launched twice: \(launches), \(place)")
    let jobs = try FileManager.default.contentsOfDirectory(atPath: project.home.path + "/jobs")
    #expect(jobs.count == 1 || mayLeaveThings, "\(jobs), \(place)")
    #expect(try project.attune("list", "--format", "csv").rows.map { $0["state"] } == ["SUCCEEDED"], place)
    let journal = try project.journal()
    let lost = output.split(separator: "\n").map { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any] ?? [:]
    }.filter { line in
      line["event"] as? String != "notice"
        && !journal.contains { entry in
          entry.allSatisfy { key, value in (line[key] as? NSObject) == (value as? NSObject) }
        }
    }
    #expect(lost.isEmpty, "\(lost), \(place)")
  }
}

extension Project {
  /// The entries of the only job's journal, with the members of their events.
  fileprivate func journal() throws -> [[String: Any]] {
    let jobs = home.appending(path: "jobs")
    let names = try FileManager.default.contentsOfDirectory(atPath: jobs.path).filter { name in
      FileManager.default.fileExists(atPath: jobs.appending(path: "\(name)/journal.sqlite").path)
    }
    let path = jobs.appending(path: "\(try #require(names.first))/journal.sqlite").path
    return try DatabaseQueue(path: path).read { db in
      #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok")
      return try Row.fetchAll(db, sql: "SELECT time, event FROM journal ORDER BY seq").map { row in
        var entry = try #require(
          try JSONSerialization.jsonObject(with: Data((row["event"] as String).utf8)) as? [String: Any])
        entry["time"] = row["time"] as Int
        return entry
      }
    }
  }
}
