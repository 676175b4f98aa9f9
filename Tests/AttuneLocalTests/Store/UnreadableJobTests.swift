// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import AttuneTesting
import Foundation
import Testing

@Suite struct `A job that can't be read` {
  private let home: TemporaryHome
  private let job: JobID

  init() async throws {
    home = try TemporaryHome()
    job = try await home.create()
    let store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    var row = JournalSample.record
    row.trial = .init(1)
    try await store.append(Array(JournalSample.entries[..<5]), rows: [row], under: lease)
    await store.release(lease)
  }

  private var path: String { home.paths(job).journal }
  private var bytes: Data { get throws { try Data(contentsOf: URL(filePath: path)) } }

  /// The error of everything that reads, and a file that is as it was.
  private func check(_ what: String, _ read: (SQLiteJobStore) async throws(JobStoreError) -> Void) async throws {
    let before = try bytes
    do throws(JobStoreError) {
      try await read(home.store)
      Issue.record("nothing was thrown")
    } catch {
      #expect(error.code == .unreadable)
      #expect(error.description == what)
    }
    #expect(try bytes == before)
  }

  @Test func `was made by a newer Attune`() async throws {
    try home.execute("PRAGMA user_version = 7", in: job)
    let what =
      "\(path) was made by a newer Attune (format 7, this one reads up to 2); update Attune; it is left as it is"
    try await check(what) { store throws(JobStoreError) in _ = try await store.load(job) }
    try await check(what) { store throws(JobStoreError) in
      _ = try await store.acquire(job, as: TemporaryHome.owner)
    }
    try await check(what) { store throws(JobStoreError) in
      try await store.post(.cancel, to: job, at: Timestamp(milliseconds: 1))
    }
    #expect(try await home.store.jobs() == [.unreadable("job", why: what)])
    #expect(try await home.store.owner(of: job) == nil, "who can't read a job doesn't keep it")
  }

  @Test func `is no database`() async throws {
    try Data(String(repeating: "not a database ", count: 100).utf8).write(to: URL(filePath: path))
    try await check("could not read the journal of job job: file is not a database; the file is left as it is") {
      store throws(JobStoreError) in _ = try await store.load(job)
    }
    #expect(
      try await home.store.jobs() == [.unreadable("job", why: "\(path) is not a database; it is left as it is")])
  }

  @Test func `is somebody else's database`() async throws {
    try home.execute("PRAGMA application_id = 1", in: job)
    let what = "\(path) is not a journal of Attune; it is left as it is"
    try await check(what) { store throws(JobStoreError) in _ = try await store.trials(of: job) }
    #expect(try await home.store.jobs() == [.unreadable("job", why: what)])
  }

  @Test func `has damaged pages`() async throws {
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    try file.seek(toOffset: 4_096)
    try file.write(contentsOf: Data(repeating: 0xAB, count: try bytes.count - 4_096))
    try file.close()
    try await check(
      "could not read the journal of job job: database disk image is malformed; the file is left as it is"
    ) { store throws(JobStoreError) in _ = try await store.load(job) }
  }

  @Test func `holds an event that is not known`() async throws {
    try home.execute(#"UPDATE journal SET event = '{"event":"warped"}' WHERE seq = 3"#, in: job)
    try await check(
      "\(path): entry 3 can't be read: 'event': unknown event 'warped'; the file is left as it is"
    ) { store throws(JobStoreError) in _ = try await store.load(job) }
    #expect(try await home.store.entries(of: job, after: 3).count == 2, "what follows is still there")
  }

  @Test func `holds an entry of a newer version`() async throws {
    try home.execute("UPDATE journal SET version = 9 WHERE seq = 5", in: job)
    try await check(
      "\(path): entry 5 can't be read: version 9 of the journal's format is newer than this Attune, "
        + "which reads up to version \(JournalCoding.version); update Attune; the file is left as it is"
    ) { store throws(JobStoreError) in _ = try await store.load(job) }
  }

  @Test func `lacks an entry`() async throws {
    try home.execute("DELETE FROM journal WHERE seq = 2", in: job)
    try await check("\(path): entry 2 is missing; the file is left as it is") { store throws(JobStoreError) in
      _ = try await store.load(job)
    }
  }

  @Test(arguments: [
    ("UPDATE meta SET spec = '{}'", "the job's spec can't be read: 'directory' is missing"),
    ("DELETE FROM meta", "holds no job"),
  ])
  func `has no spec`(_ damage: String, _ why: String) async throws {
    try home.execute(damage, in: job)
    let separator = why == "holds no job" ? " " : ": "
    let ending = why == "holds no job" ? "; it is left as it is" : "; the file is left as it is"
    try await check("\(path)\(separator)\(why)\(ending)") { store throws(JobStoreError) in
      _ = try await store.load(job)
    }
    let listed = try await home.store.jobs()
    #expect(listed == [.unreadable("job", why: "\(path)\(separator)\(why)\(ending)")])
  }

  @Test(arguments: [
    ("state = 'JUMPING'", "its state is 'JUMPING'"), ("parameters = '[1]'", "its parameters are '[1]'"),
    ("parameters = '{}'", "its parameters are '{}'"), ("parameters = '['", "its parameters are '['"),
    ("forecast = '{}'", "its forecast: 'interval' is missing"),
  ])
  func `has a trial row that makes no sense`(_ damage: String, _ why: String) async throws {
    try home.execute("UPDATE trial SET \(damage)", in: job)
    try await check("\(path): the row of trial 1 can't be read: \(why)") { store throws(JobStoreError) in
      _ = try await store.trials(of: job)
    }
  }
}
