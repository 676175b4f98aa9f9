// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import FoundationEssentials
import Glibc
import Testing

@Suite struct `A directory after its snapshot` {
  private func project() throws -> (ScratchProject, Snapshot) {
    let project = try ScratchProject(["src/model.R", "flags.yml", "data/a.csv", "notes.md"])
    return (project, try project.snapshot())
  }

  private func difference(_ change: (ScratchProject) throws -> Void) throws -> [[String]] {
    let (project, snapshot) = try project()
    try change(project)
    let difference = try snapshot.differences(from: project.path, source: project.job)
    return [difference.texts.map(\.description), difference.others.map(\.description)]
  }

  @Test func `has not changed`() throws {
    let (project, snapshot) = try project()
    #expect(try snapshot.differences(from: project.path, source: project.job).isEmpty)
    #expect(snapshot.texts.map(\.path) == ["flags.yml", "src/model.R", "train.py"])
  }

  @Test func `is another trainer when its text changed`() throws {
    #expect(
      try difference {
        try $0.write("x = 1\n", to: "train.py")
        try $0.write("other flags", to: "flags.yml")
        try FileManager.default.removeItem(atPath: "\($0.path)/src/model.R")
      } == [["flags.yml", "src/model.R (missing)", "train.py"], []])
  }

  @Test func `is the same trainer when only dates of its text changed`() throws {
    #expect(try difference { try $0.write("content of flags.yml", to: "flags.yml") } == [[], []])
  }

  @Test func `may have other data and new files`() throws {
    #expect(
      try difference {
        try $0.write("content, longer than before", to: "data/a.csv")
        try FileManager.default.removeItem(atPath: "\($0.path)/notes.md")
        try $0.write("new", to: "helper.py")
        try $0.write("left out", to: "runs/1/x")
      } == [[], ["data/a.csv", "helper.py (new)", "notes.md (missing)"]])
  }
}
