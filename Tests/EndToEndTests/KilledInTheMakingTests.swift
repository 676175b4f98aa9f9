// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `A job that is being made when Attune is killed` {
  private let project: Project
  private let killer = FailingDisk(kind: .kill, stride: 1)
  private var jobs: URL { project.home.appending(path: "jobs") }

  init() throws {
    project = try Project(nil, tuning: Project.tuning(trials: 1))
    try project.write("mkdir tfruns.d && echo '{\"accuracy\": [0.5]}' > tfruns.d/metrics.json\n", to: "train.sh")
    try FileManager.default.createDirectory(at: jobs, withIntermediateDirectories: true)
  }

  /// Nothing of it is younger than an hour any more.
  private func age() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: jobs.path) {
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: jobs.appending(path: name).path)
    }
  }

  @Test
  func `before any write is a job that the same command finishes, or none: the list shows none, gc takes the rest`()
    throws
  {
    var number = 0, leftFolders = 0
    while true {
      number += 1
      let run = try project.start(
        ["run", "train.sh"], environment: try killer.environment(in: project, at: number)
      ).finish()
      #expect(run.status == 128 + SIGKILL, "\(number): \(run.words)")
      let list = try project.attune("list", "--format", "csv")
      #expect(list.status == 0 && !list.words.contains("warning"), "\(number): \(list.words)")
      guard list.rows.isEmpty else { break }
      if number == 1 { #expect(try project.attune("status").words.contains("there is no job yet")) }
      try age()
      leftFolders += try FileManager.default.contentsOfDirectory(atPath: jobs.path).count
      let garbage = try project.attune("gc", "--format", "csv")
      #expect(garbage.rows.allSatisfy { $0["kind"] == "unfinished" }, "\(number): \(garbage.output)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: jobs.path) == [], "\(number)")
      try #require(number < 500)
    }
    #expect(leftFolders > 5)
    let again = try project.attune("run", "train.sh")
    #expect(again.status == 0, "\(again.words)")
    #expect(again.words.contains(" goes on: "))
    #expect(try project.attune("trials", "--format", "csv").rows.count == 1)
  }
}
