// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@Suite struct `Keeping house` {
  private let project: Project
  private static let id = "attune_2026_11_26_014200122"
  private static let tuning = """
    trainingInput:
      hyperparameters:
        hyperparameterMetricTag: accuracy
        maxTrials: 2
        params:
          - {parameterName: x, type: DOUBLE, minValue: 0.1, maxValue: 0.9}

    """
  private var jobs: URL { project.home.appending(path: "jobs") }
  private var trash: URL { project.home.appending(path: "trash") }

  init() throws { project = try Project("odd") }

  private func names(_ folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  private func age(_ path: URL, hours: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3_600 * hours)], ofItemAtPath: path.path)
  }

  @Test func `a removed job lies in the trash, and comes back when it is moved back`() throws {
    let job = try project.adopt("format-2")
    let removed = try project.attune("rm", "attune_2026")
    #expect(removed.status == 0, "\(removed.words)")
    let place = removed.output.trimmingCharacters(in: .newlines)
    #expect(place.hasPrefix("\(trash.path)/\(Self.id)."))
    #expect(names(jobs).isEmpty)
    #expect(try project.attune("list", "--format", "csv").rows.isEmpty)
    try FileManager.default.moveItem(atPath: place, toPath: job.path)
    #expect(try project.attune("trials", "--format", "csv").rows.count == 3)
  }

  @Test func `a purged job is gone, whatever its trainers did to their folders`() throws {
    let job = try project.adopt("format-2")
    let deep = job.appending(path: "trials/1/1").appending(path: "work").appending(path: "a/b")
    try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: deep.appending(path: "file"))
    #expect(symlink(project.folder.path, deep.appending(path: "out").path) == 0)
    chmod(deep.path, 0o500)
    chmod(deep.deletingLastPathComponent().path, 0)
    let removed = try project.attune("rm", "--purge", Self.id)
    #expect(removed.status == 0, "\(removed.words)")
    #expect(names(jobs).isEmpty && names(trash).isEmpty)
    #expect(try project.text("slow.py").isEmpty == false, "what a link leads to stays")
  }

  @Test func `a full disk keeps no job from being purged`() throws {
    let job = try project.adopt("format-2")
    try Data().write(to: job.appending(path: "owner.lock"))
    let full = try FailingDisk(kind: .full, calls: .max / 2, stride: 1).environment(in: project, at: 1)
    let kept = try project.start(["rm", Self.id], environment: full).finish()
    #expect(kept.status == 1)
    #expect(kept.words.contains("No space left on device; free some space there"))
    #expect(try project.attune("trials", "--format", "csv").rows.count == 3)
    let removed = try project.start(["rm", "--purge", Self.id], environment: full).finish()
    #expect(removed.status == 0, "\(removed.words)")
    #expect(names(jobs).isEmpty && names(trash).isEmpty)
  }

  @Test func `of several jobs that run, the one that is meant must be named`() throws {
    try project.write(Self.tuning, to: "tuning.yml")
    let environment = ["GATE": project.place.appending(path: "gate").path]
    let ids = try ["one", "two"].map { name in
      try project.attune("submit", "--name", name, "slow.py", environment: environment).output
        .trimmingCharacters(in: .newlines)
    }
    let removed = try project.attune("rm")
    #expect(removed.status == 2)
    #expect(removed.words.contains("2 jobs are running, name the one to remove: \(ids[1]), \(ids[0])"))
    #expect(names(jobs) == ids)
    for id in ids { #expect(try project.attune("cancel", id).status == 0) }
    #expect(try project.start(["rm"] + ids).finish().status == 0)
    #expect(names(jobs).isEmpty && names(trash).count == 2)
  }

  @Test func `a job that runs, or whose trainers do, is not removed`() throws {
    try project.write(Self.tuning, to: "tuning.yml")
    let gate = project.place.appending(path: "gate")
    let environment = ["GATE": gate.path]
    let run = try project.start(["run", "slow.py"], environment: environment)
    try eventually("a trial runs") { !project.ledger().isEmpty }
    let running = try project.attune("rm")
    #expect(running.status == 2)
    #expect(running.words.contains("is run by process \(run.process.processIdentifier)"))
    run.signal(SIGKILL)
    _ = try run.finish()
    let left = try project.attune("rm")
    #expect(left.status == 2)
    #expect(
      left.words.contains("can't be removed: a trainer of it (trial 1) still runs; end the job with 'attune cancel"))
    #expect(names(jobs).count == 1)
    #expect(try project.attune("cancel").status == 0)
    #expect(try project.attune("rm").status == 0)
    #expect(names(jobs).isEmpty)
  }

  @Test func `garbage is what nothing needs: nothing else goes, and a dry run removes nothing`() throws {
    let job = try project.adopt("format-2")
    let manager = FileManager.default
    try manager.createDirectory(at: trash.appending(path: "attune_1.1000"), withIntermediateDirectories: true)
    try manager.createDirectory(
      at: trash.appending(path: "attune_2.\(Int(Date().timeIntervalSince1970))"), withIntermediateDirectories: true)
    for name in ["attune_old", "attune_new", "attune_lost/trials"] {
      try manager.createDirectory(at: jobs.appending(path: name), withIntermediateDirectories: true)
    }
    let draft = job.appending(path: "job.json.tmp")
    let fresh = job.appending(path: "journal.sqlite.77.tmp")
    for file in [draft, fresh] { try Data("x".utf8).write(to: file) }
    for path in [jobs.appending(path: "attune_old"), jobs.appending(path: "attune_lost"), draft] {
      try age(path, hours: 2)
    }
    let before = project.leftovers
    let dry = try project.attune("gc", "--dry-run", "--format", "csv")
    #expect(dry.status == 0)
    #expect(dry.rows.compactMap { $0["kind"] } == ["trash", "draft", "unfinished"])
    #expect(dry.words.contains("would remove 3 things"))
    #expect(project.leftovers == before)
    let done = try project.attune("gc")
    #expect(done.status == 0)
    #expect(done.words.contains("removed 3 things"))
    #expect(names(trash).count == 1)
    #expect(names(jobs) == [Self.id, "attune_lost", "attune_new"].sorted())
    #expect(!manager.fileExists(atPath: draft.path) && manager.fileExists(atPath: fresh.path))
    #expect(try project.attune("gc").words.contains("there is nothing to remove"))
  }

  @Test func `the list tells how much space each job takes, when it is asked`() throws {
    let job = try project.adopt("format-2")
    try Data(count: 3_000_000).write(to: job.appending(path: "trials/1/1/model"))
    let size = try #require(try project.attune("list", "--size", "--format", "csv").rows.first?["size"])
    #expect((3_000_000...3_300_000).contains(Int(size) ?? 0), "\(size)")
    #expect(try project.attune("list", "--size").output.contains("3.0 MB") || size != "")
    #expect(try project.attune("list", "--format", "csv").rows.first?["size"] == nil)
  }
}
