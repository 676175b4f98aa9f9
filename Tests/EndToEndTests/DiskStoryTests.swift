// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// What a user sees when the disk lets a job down.
@Suite struct `A job whose disk` {
  private let project: Project

  init() throws {
    project = try Project("shell", tuning: Project.activations(trials: 3))
  }

  /// - Parameter number: the first call that fails; all later ones do, too.
  private func faults(_ kind: FailingDisk.Kind, from number: Int) throws -> [String: String] {
    try FailingDisk(kind: kind, calls: .max / 2, stride: 1).environment(in: project, at: number)
  }

  private func finish() throws {
    let run = try project.attune("run", "train.sh")
    #expect(run.status == 0, "\(run.words)")
    let trials = try project.attune("trials", "--format", "json").objects()
    #expect(trials.compactMap { $0["state"] as? String } == ["SUCCEEDED", "SUCCEEDED", "SUCCEEDED"])
  }

  /// The number of calls until the journal is there and the job has begun.
  private static let begun = 120

  @Test func `is full in the middle waits, says so everywhere, and goes on with the same command`() throws {
    let run = try project.start(["run", "train.sh"], environment: try faults(.full, from: Self.begun))
    defer { run.signal(SIGKILL) }
    try eventually("it says what it waits for") { run.wordsSoFar.contains("the journal can't be written") }
    #expect(run.wordsSoFar.contains("nothing new is started until it can"))
    #expect(run.wordsSoFar.contains("database or disk is full; free some space in '\(project.home.path)'"))
    #expect(try project.attune("status").output.contains("waiting for the store: could not write to the journal"))
    let note = try project.attune("list", "--format", "json").output
    #expect(note.contains(#""trouble": "could not write to the journal"#))
    #expect(run.process.isRunning)
    run.signal(SIGTERM)
    #expect(try run.finish().status == 143)
    try finish()
  }

  @Test(arguments: [
    (FailingDisk.Kind.readOnly, "Read-only file system; mount it for writing"),
    (.full, "No space left on device; free some space there"),
    (.quota, "Disk quota exceeded; free some space there"), (.broken, "Input/output error; look at that disk"),
  ])
  func `can't be written at all has no job made on it, and exits 1 with the reason`(
    kind: FailingDisk.Kind, reason: String
  ) throws {
    let run = try project.start(["run", "train.sh"], environment: try faults(kind, from: 1)).finish()
    #expect(run.status == 1)
    #expect(run.words == "attune: error: could not make the folder '\(project.home.path)/jobs': \(reason)\n")
    #expect(run.output.isEmpty && project.leftovers.isEmpty)
    try finish()
  }

  @Test(arguments: [FailingDisk.Kind.readOnly, .full])
  func `can't be written any more is not taken back, and nothing of it is lost`(kind: FailingDisk.Kind) throws {
    let run = try project.start(["run", "train.sh"], environment: try faults(.full, from: Self.begun))
    try eventually("it waits") { run.wordsSoFar.contains("the journal can't be written") }
    run.signal(SIGKILL)
    _ = try run.finish()
    let again = try project.start(["run", "train.sh"], environment: try faults(kind, from: 1)).finish()
    #expect(again.status == 1, "\(again.words)")
    // It may not even be able to read: a reader of what a kill left makes a file, too.
    let errors = ["could not take the job attune_", "could not read the journal of job attune_"]
    #expect(errors.contains { again.words.contains("attune: error: \($0)") }, "\(again.words)")
    #expect(again.words.contains("\(project.home.path)"))
    #expect(try project.attune("trials").status == 0)
    try finish()
  }
}
