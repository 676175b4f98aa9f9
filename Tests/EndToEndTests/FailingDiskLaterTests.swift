// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// As at the first run of a job, so when it is taken back, exported, taken in and removed.
@Suite struct `A disk that fails at the n-th write of a later command` {
  private static let id = "attune_2026_11_26_014200122"
  private static let disks = [
    FailingDisk(kind: .full, stride: 29), FailingDisk(kind: .broken, stride: 31), FailingDisk(kind: .torn, stride: 13),
    FailingDisk(kind: .sync, stride: 7),
  ]

  /// Calls the body with 1, 2, 3, … until no call failed; in the short run with some of them.
  private func each(_ disk: FailingDisk, _ stride: Int, _ body: (Int, Project) throws -> Void) throws {
    let isLong = ProcessInfo.processInfo.environment["ATTUNE_FAULTS"] == "all"
    var number = 1, isStruck = true
    while isStruck {
      let project = try Project(nil)
      try body(number, project)
      isStruck = !FailingDisk.failures(in: project).isEmpty
      number += isLong ? 1 : stride
    }
    #expect(number > 3, "faults never came")
  }

  private func finish(_ project: Project, _ arguments: [String], _ environment: [String: String]) throws
    -> Project.Result
  {
    let run = try project.start(arguments, environment: environment)
    defer { run.signal(SIGKILL) }
    try eventually("it ends: \(arguments) \(environment)", within: 90) { !run.process.isRunning }
    return try run.finish()
  }

  private func check(_ result: Project.Result, _ disk: FailingDisk, in project: Project) -> Comment {
    let place = Comment(
      rawValue: "\(disk.testDescription): \(FailingDisk.failures(in: project).first ?? "untouched"): \(result.words)")
    guard result.status != 0 else { return place }
    #expect(result.status == 1, place)
    #expect(result.words.contains("could not "), place)
    #expect(!result.words.contains("internal error"), place)
    return place
  }

  @Test(arguments: disks)
  func `loses nothing of a job of an older version that is taken back`(disk: FailingDisk) throws {
    let table = try String(contentsOf: Project.fixtures.appending(path: "jobs/trials.csv"), encoding: .utf8)
    try each(disk, disk.stride) { number, project in
      let job = try project.adopt("format-1")
      let struck = try finish(project, ["resume"], try disk.environment(in: project, at: number))
      let place = check(struck, disk, in: project)
      if struck.status != 0 { #expect(try project.attune("resume").status == 0, place) }
      let trials = try project.attune("trials", "--format", "csv")
      #expect(trials.rows.count == 5, place)
      #expect(Set(trials.output.split(separator: "\n")).isSuperset(of: table.split(separator: "\n")), place)
      #expect(try JournalOnDisk(of: job).isSound, place)
    }
  }

  @Test(arguments: disks)
  func `takes in all of a job or nothing`(disk: FailingDisk) throws {
    let source = try Project(nil)
    _ = try source.adopt("format-2")
    #expect(try source.attune("export", Self.id, "--output", "job.tar").status == 0)
    let archive = source.folder.appending(path: "job.tar").path
    try each(disk, 7) { number, project in
      let struck = try finish(project, ["import", archive], try disk.environment(in: project, at: number))
      let place = check(struck, disk, in: project)
      if struck.status != 0 {
        #expect(struck.output.isEmpty, place)
        #expect(try project.attune("list", "--format", "csv").rows.isEmpty, place)
        #expect(try project.attune("import", archive).status == 0, place)
      }
      #expect(try project.attune("trials", "--format", "csv").rows.count == 3, place)
    }
  }

  @Test(arguments: disks)
  func `exports all of a job or nothing`(disk: FailingDisk) throws {
    try each(disk, 5) { number, project in
      _ = try project.adopt("format-2")
      let output = project.home.appending(path: "job.tar").path
      let struck = try finish(
        project, ["export", Self.id, "--output", output], try disk.environment(in: project, at: number))
      let place = check(struck, disk, in: project)
      if struck.status != 0 {
        #expect(!FileManager.default.fileExists(atPath: output), place)
        #expect(try project.attune("export", Self.id, "--output", output).status == 0, place)
      }
      let elsewhere = ["ATTUNE_HOME": project.place.appending(path: "elsewhere").path]
      #expect(try project.attune("import", output, environment: elsewhere).status == 0, place)
    }
  }

  @Test(arguments: disks)
  func `removes a job or leaves it`(disk: FailingDisk) throws {
    try each(disk, 3) { number, project in
      _ = try project.adopt("format-2")
      let struck = try finish(project, ["rm", "--purge"], try disk.environment(in: project, at: number))
      let place = check(struck, disk, in: project)
      let left = try project.attune("list", "--format", "csv").rows.count
      #expect(left == 0 || struck.status != 0, place)
      if left > 0 { #expect(try project.attune("rm", "--purge").status == 0, place) }
      #expect(try project.attune("list", "--format", "csv").rows.isEmpty, place)
    }
  }
}
