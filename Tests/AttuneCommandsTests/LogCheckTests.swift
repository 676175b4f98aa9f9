// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneStudy
import FoundationEssentials
import Testing

@Suite struct `attune check --log` {
  private func report(_ origin: MetricOrigin, _ tag: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(path: "attune-log-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "train.log").path
    try Data(text.utf8).write(to: URL(filePath: path))
    let tuning = JobSpec.Tuning(
      space: try SearchSpace([]), objective: Objective(tag: MetricTag(tag), goal: .maximize), origin: origin)
    return try LogCheck(path, tuning).report.replacing(path, with: "train.log")
  }

  private func pattern(_ text: String) throws -> MetricOrigin {
    .pattern(try MetricPattern(text), stream: .both)
  }

  private let log = "start\nepoch 1: val_acc=0.25\r\n 10%\r 90%\rval_acc=0.5\nval_acc=n/a\nval_acc=nan\n"

  @Test func `shows each match, and what does not match as it should`() throws {
    try Snapshot.expect(try report(try pattern(#"val_acc=(\S+)"#), "val_acc", log), is: "check-log")
  }

  @Test func `shows the nearest lines where none matches`() throws {
    try Snapshot.expect(try report(try pattern(#"acc: (\S+)"#), "val_acc", log), is: "check-log-nothing")
  }

  @Test func `shows lines with numbers where none speaks of the tag`() throws {
    try Snapshot.expect(try report(try pattern(#"auc: (\S+)"#), "auc", log), is: "check-log-far")
  }

  @Test func `names the keys there are`() throws {
    let text = "hello\n{\"loss\": 1, \"val\": {\"acc\": 0.5}}\n{\"loss\": 2\n"
    try Snapshot.expect(try report(.json(.stream(.stdout), step: nil), "val/acc", text), is: "check-log-json")
  }

  @Test func `names the columns there are`() throws {
    let text = "epoch,val_acc\n0,0.5\n"
    try Snapshot.expect(try report(.csv(file: "m.csv", step: nil), "val_accuracy", text), is: "check-log-csv")
  }

  @Test func `needs a source`() throws {
    let error = #expect(throws: InputError.self) { try report(.events, "acc", "") }
    #expect(error?.description.contains("the metric is read from event files") == true)
  }
}
