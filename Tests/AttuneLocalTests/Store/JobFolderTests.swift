// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneTesting
import Foundation
import Testing

@Suite struct `A job's folder` {
  private let home: TemporaryHome

  init() throws { home = try TemporaryHome() }

  private func summary(_ id: JobID) -> JobSummary {
    var summary = JournalSample.summary
    summary.id = id
    return summary
  }

  private func attributes(_ path: String) throws -> (permissions: Int, names: [String]) {
    let manager = FileManager.default
    let permissions = try manager.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    return (permissions ?? 0, try manager.contentsOfDirectory(atPath: path).sorted())
  }

  @Test func `is its user's alone, and holds one file when nobody runs the job`() async throws {
    let job = try await home.create()
    for folder in [home.home.folder, home.home.jobs, home.paths(job).folder] {
      #expect(try attributes(folder).permissions == 0o700)
    }
    #expect(try attributes(home.paths(job).folder).names == ["journal.sqlite"])
    let store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    try await store.append(JournalSample.entries, rows: [JournalSample.record], under: lease)
    try await store.export(summary(job))
    await store.release(lease)
    _ = try await home.store.load(job)
    #expect(try attributes(home.paths(job).folder).names == ["job.json", "journal.sqlite", "owner.lock"])
  }

  @Test func `may be there before the job is`() async throws {
    let folder = try home.paths(JobID("job")).folder
    try FileManager.default.createDirectory(atPath: "\(folder)/source", withIntermediateDirectories: true)
    #expect(try await home.store.jobs() == [], "a job in the making is not listed")
    let job = try await home.create()
    #expect(try await home.store.load(job).journal == [])
    let error = await #expect(throws: JobStoreError.self) { try await home.create() }
    #expect(error == JobStoreError(.alreadyExists, "the job job already exists: \(folder)/journal.sqlite"))
  }

  @Test func `can be made only where one may write`() async throws {
    try FileManager.default.createDirectory(atPath: home.home.folder, withIntermediateDirectories: true)
    try Data().write(to: URL(filePath: home.home.jobs))
    let error = await #expect(throws: JobStoreError.self) { try await home.create() }
    #expect(error?.code == .unavailable)
    #expect(
      error?.description
        == "could not make the job job: could not make the folder '\(home.home.jobs)/job': Not a directory")
  }

  @Test func `is not left behind by a job that can't be made`() throws {
    let spec = JobSpec(
      directory: "/no/such/project", trainer: Trainer(kind: .executable, command: ["./train"]), tuning: nil,
      limits: JobLimits())
    let error = #expect(throws: JobFilesError.self) {
      try LocalJobFiles(home: home.home).prepare(JobID("job"), spec: spec, environment: [:])
    }
    #expect(error?.code == .input)
    #expect(try attributes(home.home.jobs).names.isEmpty)
  }

  @Test(arguments: [nil, "", "{", #"{"version":9}"#])
  func `is listed from the journal where job.json is of no use`(_ content: String?) async throws {
    let job = try await home.create(), store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    let opened = JournalEntry(time: Timestamp(milliseconds: 2_000), event: .opened(TemporaryHome.owner))
    try await store.append([opened], rows: [], under: lease)
    await store.release(lease)
    if let content { try Data(content.utf8).write(to: URL(filePath: home.paths(job).summary)) }
    let expected = JobSummary(
      id: job, state: .running, createTime: Timestamp(milliseconds: 1_000), startTime: Timestamp(milliseconds: 2_000),
      trainerSeconds: 0, entries: 1, spec: JournalSample.spec)
    #expect(try await home.store.jobs() == [.readable(expected, owner: nil)])
  }

  @Test func `can be copied under another name`() async throws {
    let job = try await home.create(), copy = try JobID("copy")
    try await home.store.export(summary(job))
    try FileManager.default.copyItem(atPath: home.paths(job).folder, toPath: home.paths(copy).folder)
    let listed = try await home.store.jobs()
    #expect(listed == [.readable(summary(job), owner: nil), .readable(summary(copy), owner: nil)])
    #expect(try await home.store.load(copy) == (try await home.store.load(job)))
  }

  @Test func `is shown, not hidden, when its name is no job id`() async throws {
    let job = try await home.create()
    let folder = "\(home.home.jobs)/my-job"
    try FileManager.default.moveItem(atPath: home.paths(job).folder, toPath: folder)
    #expect(try await home.store.jobs() == [.unreadable("my-job", why: "the folder's name is not a job id")])
  }

  @Test func `says in words whose the job is`() async throws {
    let job = try await home.create(), store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    let error = await #expect(throws: JobStoreError.self) {
      try await home.store.acquire(job, as: JobOwner(host: "elsewhere", pid: 2))
    }
    #expect(
      error?.description == "the job job is run by process 101 on here.example; "
        + "'attune watch job' follows it, 'attune cancel job' ends it")
    await store.release(lease)
    let late = await #expect(throws: JobStoreError.self) { try await store.append([], rows: [], under: lease) }
    #expect(late?.description == "the right to write job job (epoch 1) was given back or never taken")
    let missing = await #expect(throws: JobStoreError.self) { try await store.load(JobID("nothing")) }
    #expect(
      missing?.description == "there is no job nothing in \(home.home.jobs); 'attune list' shows the jobs")
  }

  @Test func `is let go by who finds a newer lease in it`() async throws {
    let job = try await home.create(), store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    try home.execute("INSERT INTO lease (host, pid) VALUES ('elsewhere', 7)", in: job)
    let error = await #expect(throws: JobStoreError.self) {
      try await store.append([JournalSample.entries[0]], rows: [JournalSample.record], under: lease)
    }
    #expect(error?.code == .leaseLost)
    #expect(error?.description == "the job job was taken over by process 7 on elsewhere; this one lets go")
    #expect(try await store.load(job).journal == [])
    #expect(try await store.trials(of: job) == [])
  }

  @Test func `can be taken while others ask whose it is`() async throws {
    let job = try await home.create(), home = home
    let store = home.store
    await store.release(try await store.acquire(job, as: TemporaryHome.owner))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // What asking does, as fast as it can be done.
        let asked = open(home.paths(job).ownerLock, O_RDONLY)
        while !Task.isCancelled {
          flock(asked, LOCK_SH | LOCK_NB)
          flock(asked, LOCK_UN)
          await Task.yield()
        }
        close(asked)
      }
      group.addTask {
        for _ in 0..<60 { await store.release(try await store.acquire(job, as: TemporaryHome.owner)) }
      }
      try await group.next()
      group.cancelAll()
    }
    #expect(try await home.store.owner(of: job) == nil)
  }

  @Test func `says so when another program keeps its lock without running it`() async throws {
    let job = try await home.create(), path = home.paths(job).ownerLock
    let other = open(path, O_RDONLY | O_CREAT, 0o600)
    defer { close(other) }
    flock(other, LOCK_SH)
    let error = await #expect(throws: JobStoreError.self) {
      try await home.store.acquire(job, as: TemporaryHome.owner)
    }
    #expect(error?.code == .unavailable)
    #expect(error?.description == "could not lock '\(path)': another program holds it, but runs no job; end it")
    #expect(try await home.store.owner(of: job) == nil)
  }

  @Test func `keeps what was appended by a task that was cancelled meanwhile`() async throws {
    let job = try await home.create(), store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    await withTaskGroup(of: Void.self) { group in
      group.cancelAll()
      group.addTask { try? await store.append([JournalSample.entries[0]], rows: [], under: lease) }
    }
    #expect(try await store.load(job).journal == [JournalSample.entries[0]])
  }

  @Test(arguments: [
    [], [""], ["", ""], ["a,b", "\",\"", "\\", "[]", "\n", "é", "\u{0}"], ["0.25", "32", "relu"],
  ])
  func `keeps parameter values as they are`(_ values: [String]) async throws {
    let job = try await home.create(), store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    var row = JournalSample.record
    row.values = values
    try await store.append([], rows: [row], under: lease)
    #expect(try await store.trials(of: job) == [row])
  }
}
