// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Event files that writers wrote, each beside TensorBoard's own reading of them, through the built binary.
@Suite struct `What a writer wrote` {
  @Test(arguments: Writer.recorded)
  func `is the final metric of a trial, under the tag that its users name`(writer: Writer) throws {
    let project = try Project(nil, tuning: writer.tuning(trials: 1))
    try project.write("cp -R \"$RECORDED\"/. .\n", to: "play.sh")
    let recording = writer.recording.appending(path: "run").path
    let run = try project.attune("run", "play.sh", environment: ["RECORDED": recording])
    #expect(run.status == 0, "\(run.words)")
    #expect(try project.finishedTrials().first?.last == LastWritten(told: writer.recording).asFloat)
  }

  @Test(arguments: Writer.recorded)
  func `is read as TensorBoard reads it, wall times too`(writer: Writer) throws {
    let theirs = try EventReading(json: Data(contentsOf: writer.recording.appending(path: "expected.json")))
    let run = writer.recording.appending(path: "run")
    #expect(!theirs.directories.isEmpty)
    #expect(try EventReading(below: run).differences(from: theirs) == [])
    #expect(try printed(run).differences(from: theirs.withoutWallTimes) == [])
  }

  @Test(arguments: try Self.fixtures())
  func `is printed by the binary as TensorBoard reads it`(fixture: URL) throws {
    let theirs = try EventReading(json: Data(contentsOf: fixture.appending(path: "expected.json")))
    #expect(try printed(fixture).differences(from: theirs) == [])
  }

  @Test func `is kept of every writer that continuous integration can't install`() {
    let recorded = Set(Writer.recorded.map(\.name))
    #expect(Writer.all.filter { $0.packages != "light" || $0.needsR }.allSatisfy { recorded.contains($0.name) })
    #expect(recorded.count + Writer.light.count >= 8)
  }

  private func printed(_ folder: URL) throws -> EventReading {
    let printed = try Project(nil).attune("events", folder.path, "--format", "json")
    #expect(printed.status == 0, "\(printed.words)")
    return try EventReading(json: Data(printed.output.utf8))
  }

  /// Every folder with an expected.json: those of this repository, and those that lie beside it.
  private static func fixtures() throws -> [URL] {
    let ours = Writer.recordings.deletingLastPathComponent().appending(path: "events")
    let shared = ProcessInfo.processInfo.environment["ATTUNE_SHARED"]
    return try [ours, shared.map { URL(filePath: $0).appending(path: "fixtures") }].compactMap { $0 }.flatMap { root in
      try FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)
        .filter { FileManager.default.fileExists(atPath: $0.appending(path: "expected.json").path) }
        .sorted { $0.path < $1.path }
    }
  }
}
