// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Libraries that write metrics, run live: what `attune` makes of it is what they wrote, and what TensorBoard reads.
@Suite struct `A writer` {
  @Test(arguments: Writer.light)
  func `that is light is read to the last value, and as TensorBoard reads it`(writer: Writer) throws {
    try check(writer)
  }

  /// `Scripts/check-extended` installs them.
  @Test(.enabled(if: !Writer.heavy.isEmpty, "no environments in $ATTUNE_WRITERS"), arguments: Writer.heavy)
  func `that is heavy is read to the last value, and as TensorBoard reads it`(writer: Writer) throws {
    try check(writer)
  }

  @Test func `that reports to cloudml-hypertune is read to the last report, as the double that it is`() throws {
    let writer = try #require(Writer.all.first { $0.name == "hypertune" })
    for (trial, told, _) in try trials(of: writer, in: try Project(writer)) {
      #expect(trial.last == told)
    }
  }

  @Test func `has its line in the table, and its script beside it`() throws {
    let scripts = try FileManager.default.contentsOfDirectory(atPath: Writer.folder.path)
      .filter { $0.hasSuffix(".py") || $0.hasSuffix(".R") }
    #expect(Set(Writer.all.map(\.script)).union(["read.py", "record.py"]) == Set(scripts))
  }

  private func check(_ writer: Writer) throws {
    let project = try Project(writer)
    for (trial, told, work) in try trials(of: writer, in: project) {
      #expect(trial.last == told.asFloat)
      let theirs = try EventReading(byTensorBoard: work)
      #expect(!theirs.directories.isEmpty)
      #expect(try EventReading(below: work).differences(from: theirs) == [])
      let printed = try project.attune("events", work.path, "--format", "json")
      let ours = try EventReading(json: Data(printed.output.utf8))
      #expect(ours.differences(from: theirs.withoutWallTimes) == [])
    }
  }

  /// Each trial, what its trainer says that it wrote last, and the folder where it worked.
  private func trials(
    of writer: Writer, in project: Project
  ) throws -> [(trial: FinishedTrial, told: LastWritten, work: URL)] {
    let run = try project.attune("run", writer.script, environment: writer.environment)
    try #require(run.status == 0, "\(run.words)")
    let trials = try project.finishedTrials()
    #expect(trials.count == 2)
    return try trials.map { trial in
      let work = try project.attempt(trial.number).appending(path: "work")
      return (trial, try LastWritten(told: work), work)
    }
  }
}

extension Project {
  fileprivate convenience init(_ writer: Writer) throws {
    try self.init(nil, tuning: writer.tuning(trials: 2))
    try FileManager.default.copyItem(
      at: Writer.folder.appending(path: writer.script), to: folder.appending(path: writer.script))
  }
}

extension EventReading {
  /// What the `tensorboard` package's EventAccumulator reads, with wall times.
  fileprivate init(byTensorBoard folder: URL) throws {
    let python = Process()
    let printed = Pipe()
    python.executableURL = URL(filePath: "/usr/bin/env")
    python.arguments = ["python3", Writer.folder.appending(path: "read.py").path, "--wall-times", folder.path]
    python.standardOutput = printed
    try python.run()
    let json = try printed.fileHandleForReading.readToEnd() ?? Data()
    python.waitUntilExit()
    try #require(python.terminationStatus == 0)
    try self.init(json: json)
  }
}
