// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `Collecting` {
  private let project: Project

  init() throws {
    project = try Project("shell", tuning: Project.activations(trials: 4, parallel: 2))
    let run = try project.attune("run", "train.sh")
    try #require(run.status == 0, "\(run.words)")
  }

  private func collected() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: project.folder.appending(path: "runs").path).sorted()
  }

  @Test func `brings the best trial by default: what it wrote, its logs and what is known of it`() throws {
    #expect(try project.attune("collect").status == 0)
    let job = try project.job().lastPathComponent
    #expect(try collected() == ["\(job)-02"])
    let run = "runs/\(job)-02"
    #expect(try project.text("\(run)/seen/argv") == "--activation=relu\n")
    #expect(try project.text("\(run)/stdout.log") == "training with relu\n")
    #expect(try project.text("\(run)/trial.json").contains(#""trialId": "2""#))
    #expect(!FileManager.default.fileExists(atPath: project.folder.appending(path: "\(run)/train.sh").path))
  }

  @Test func `brings all, or those that are named, and twice does no harm`() throws {
    #expect(try project.attune("collect", "--trials", "1,3").status == 0)
    let job = try project.job().lastPathComponent
    #expect(try collected() == ["\(job)-01", "\(job)-03"])
    #expect(try project.attune("collect", "--trials", "all").status == 0)
    #expect(try collected() == ["\(job)-01", "\(job)-02", "\(job)-03"])
    let before = try project.contents()
    #expect(try project.attune("collect", "--trials", "all").status == 0)
    #expect(try project.contents() == before)
  }

  @Test func `leaves what the user changed there, and says so`() throws {
    #expect(try project.attune("collect").status == 0)
    let run = "runs/\(try project.job().lastPathComponent)-02"
    try project.write("my notes\n", to: "\(run)/seen/argv")
    let again = try project.attune("collect")
    #expect(again.status == 0)
    #expect(again.words.contains("seen/argv"))
    #expect(try project.text("\(run)/seen/argv") == "my notes\n")
  }

  @Test func `says which trials there are when one is named that is not`() throws {
    let missing = try project.attune("collect", "--trials", "1,9")
    #expect(missing.status == 2)
    #expect(missing.words.contains("has no trial 9"))
    #expect(!FileManager.default.fileExists(atPath: project.folder.appending(path: "runs").path))
  }
}
