// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import FoundationEssentials
import Glibc
import Testing

@Suite struct `A snapshot of a directory` {
  @Test func `holds what a trainer may need`() throws {
    let project = try ScratchProject(["data/train.csv", "src/runs/model.py", "flags.yml"])
    try project.snapshot()
    #expect(
      project.held == [
        "data/", "data/train.csv", "flags.yml", "src/", "src/runs/", "src/runs/model.py", "train.py",
      ])
    #expect(ScratchFolder.read("\(project.job.source)/data/train.csv") == "content of data/train.csv")
  }

  @Test(arguments: [
    ".git/config", ".svn/entries", "runs/1/model", "gs/bucket/x", ".build/debug/x", "src/__pycache__/x.pyc",
    "logs/events.out.tfevents.1",
  ])
  func `leaves out what earlier runs and tools made`(file: String) throws {
    let project = try ScratchProject([file])
    try project.snapshot()
    #expect(project.held.filter { !$0.hasSuffix("/") } == ["train.py"])
  }

  @Test(arguments: ["project/.attune", "project"])
  func `leaves out Attune's own home below it`(home: String) throws {
    let project = try ScratchProject(["data.csv"], home: home)
    let own = project.job.folder.dropFirst(project.path.count + 1)
    try project.write("x", to: "\(own)/journal.sqlite")
    try project.snapshot()
    #expect(project.held == ["data.csv", "train.py"])
  }

  @Test(arguments: [
    (".venv/bin/python", ".venv"), ("web/node_modules/x/y.js", "web/node_modules"), ("renv/activate.R", "renv"),
    ("env/pyvenv.cfg", "env"),
  ])
  func `links environments`(file: String, linked: String) throws {
    let project = try ScratchProject([file])
    let snapshot = try project.snapshot()
    #expect(project.held.contains("\(linked) -> \(project.path)/\(linked)"))
    #expect(snapshot.linked.map { "\($0.path): \($0.reason)" } == ["\(linked): rule"])
    #expect(snapshot.notices == [])
  }

  @Test func `follows the configuration's own patterns`() throws {
    let project = try ScratchProject(["data/big.csv", "scratch/x"])
    try project.snapshot(exclude: ["scratch/"], link: ["data"])
    #expect(project.held == ["data -> \(project.path)/data", "train.py"])
  }

  @Test func `keeps links as links, and lets those that lead out lead to the same place`() throws {
    let project = try ScratchProject(["data/a", "src/x"])
    for (name, target) in [
      ("inside", "data/a"), ("src/up", "../data/a"), ("outside", "../elsewhere"), ("src/out", "../../elsewhere"),
      ("absolute", "/etc/hosts"), ("loop", "."), ("dangling", "nothing"),
    ] { try project.folder.link("project/\(name)", to: target) }
    try project.snapshot()
    #expect(
      project.held.filter { $0.contains("->") } == [
        "absolute -> /etc/hosts", "dangling -> nothing", "inside -> data/a", "loop -> .",
        "outside -> \(project.path)/../elsewhere", "src/out -> \(project.path)/src/../../elsewhere",
        "src/up -> ../data/a",
      ])
  }

  @Test func `keeps modes and modification times`() throws {
    let project = try ScratchProject()
    try project.folder.write("#!/bin/sh\n", to: "project/run", mode: 0o755)
    try project.folder.write("x", to: "project/secret", mode: 0o400)
    let date = Date(timeIntervalSince1970: 1_000_000_000)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(project.path)/secret")
    try project.snapshot()
    func attribute(_ key: FileAttributeKey, of name: String) throws -> Any? {
      try FileManager.default.attributesOfItem(atPath: "\(project.job.source)/\(name)")[key]
    }
    #expect(try attribute(.posixPermissions, of: "run") as? Int == 0o755)
    #expect(try attribute(.posixPermissions, of: "secret") as? Int == 0o400)
    #expect(try attribute(.modificationDate, of: "secret") as? Date == date)
  }

  @Test func `skips what is no file, and says so`() throws {
    let project = try ScratchProject()
    #expect(mkfifo("\(project.path)/pipe", 0o600) == 0)
    let snapshot = try project.snapshot()
    #expect(project.held == ["train.py"])
    #expect(snapshot.skipped.map { "\($0.path): \($0.reason)" } == ["pipe: not a file or folder"])
    #expect(snapshot.notices == ["'pipe' is not copied for the trainers: not a file or folder"])
  }

  @Test func `is taken once, and again when an earlier life did not finish it`() throws {
    let project = try ScratchProject()
    let first = try project.snapshot()
    try project.write("new", to: "later.py")
    #expect(try project.snapshot() == first)
    #expect(project.held == ["train.py"])
    try FileManager.default.removeItem(atPath: project.job.sourceRecord)
    try project.snapshot()
    #expect(project.held == ["later.py", "train.py"])
  }

  @Test func `that can't be read is reported and left alone`() throws {
    let project = try ScratchProject()
    try project.snapshot()
    try Data("{\"version\":1".utf8).write(to: URL(filePath: project.job.sourceRecord))
    let error = #expect(throws: WorkingCopyError.self) { try Snapshot.read(from: project.job) }
    #expect(error?.description.hasPrefix("the snapshot record '\(project.job.sourceRecord)' can't be read: ") == true)
    #expect(ScratchFolder.read(project.job.sourceRecord) == "{\"version\":1")
  }

  @Test func `needs a directory`() throws {
    let project = try ScratchProject()
    let error = #expect(throws: WorkingCopyError.self) {
      try Snapshot.take(of: "/no/such", exclude: [], link: [], home: project.home, into: project.job)
    }
    #expect(
      error?.description
        == "could not copy '/no/such' for the trainers: could not open '/no/such': No such file or directory")
  }
}
