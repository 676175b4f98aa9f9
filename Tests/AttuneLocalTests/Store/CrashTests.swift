// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import AttuneTesting
import Foundation
import GRDB
import Testing

@Suite struct `A controller that is killed` {
  @Test(arguments: [1, 40, 300])
  func `has lost no acknowledged entry, and its job is free at once`(_ count: Int) async throws {
    let home = try TemporaryHome()
    let job = try await home.create()
    let folder = home.home.folder, acknowledged = "\(folder)/acknowledged"
    #expect(FileManager.default.createFile(atPath: acknowledged, contents: nil))
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = folder as String, acknowledged = acknowledged as String, count = count as Int] in
      try await appendUntilKilled(in: folder, noting: acknowledged, after: count)
    }
    let least = try Data(contentsOf: URL(filePath: acknowledged)).count
    let journal = try await home.store.load(job).journal
    #expect(least >= count)
    #expect(journal.count >= least)
    #expect(journal.map(\.time.milliseconds) == Array(0..<Int64(journal.count)))
    let rows = try await home.store.trials(of: job)
    #expect(rows.map(\.attempt) == (journal.isEmpty ? [] : [journal.count]), "rows are as new as the journal")
    #expect(try await home.store.owner(of: job) == nil)
    let integrity = try await DatabaseQueue(path: home.paths(job).journal).read {
      try String.fetchOne($0, sql: "PRAGMA integrity_check")
    }
    #expect(integrity == "ok")
    let lease = try await home.store.acquire(job, as: TemporaryHome.owner)
    #expect(lease.epoch == 2)
  }

  @Test func `leaves no room for a second one while it lives`() async throws {
    let home = try TemporaryHome()
    let job = try await home.create()
    let store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    await #expect(processExitsWith: .exitCode(42)) { [folder = home.home.folder as String] in
      let rival = SQLiteJobStore(home: AttuneHome(folder: folder))
      do {
        _ = try await rival.acquire(JobID("job"), as: JobOwner(host: "elsewhere", pid: 1))
      } catch let error as JobStoreError {
        exit(error.code == .ownedElsewhere && error.description.contains("101 on here.example") ? 42 : 1)
      }
    }
    try await store.append([JournalSample.entries[0]], rows: [], under: lease)
    #expect(try await store.load(job).journal.count == 1)
  }

  @Test func `in the middle of a rollback transaction leaves a job that can be read and taken`() async throws {
    let home = try TemporaryHome()
    let job = try await home.create()
    let store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    try await store.append([JournalSample.entries[0]], rows: [], under: lease)
    await store.release(lease)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = home.paths(job).journal as String] in
      try dieInATransaction(on: path)
    }
    #expect(FileManager.default.fileExists(atPath: "\(home.paths(job).journal)-journal"))
    #expect(try await home.store.load(job).journal == [JournalSample.entries[0]])
    #expect(try await home.store.acquire(job, as: TemporaryHome.owner).epoch == 2)
  }

  @Test func `goes on after writing failed for a while, with nothing lost and nothing twice`() async throws {
    let home = try TemporaryHome()
    let job = try await home.create()
    await #expect(processExitsWith: .exitCode(42)) { [folder = home.home.folder as String] in
      exit(try await appendAroundAFullDisk(in: folder) ? 42 : 1)
    }
    #expect(try await home.store.load(job).journal.count == 2)
  }
}

/// More than the cache holds, so that half of it is in the file, and what stood there in the rollback journal.
private func dieInATransaction(on path: String) throws {
  try DatabaseQueue(path: path).writeWithoutTransaction { db in
    try db.execute(
      sql: """
        PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE junk(bytes);
        INSERT INTO junk WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
        SELECT randomblob(1000) FROM n; UPDATE journal SET time = 0;
        """)
    kill(getpid(), SIGKILL)
  }
}

/// Appends for ever; a byte in `path` for each entry that was acknowledged. Never returns.
private func appendUntilKilled(in folder: String, noting path: String, after count: Int) async throws {
  let store = SQLiteJobStore(home: AttuneHome(folder: folder))
  let lease = try await store.acquire(JobID("job"), as: TemporaryHome.owner)
  let notes = open(path, O_WRONLY | O_APPEND)
  let (done, acknowledge) = AsyncStream.makeStream(of: Void.self)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      for number in 0... {
        let entry = JournalEntry(
          time: Timestamp(milliseconds: Int64(number)), event: JournalSample.entries[number % 3].event)
        var row = JournalSample.record
        row.attempt = number + 1
        try await store.append([entry], rows: [row], under: lease)
        write(notes, "x", 1)
        acknowledge.yield()
      }
    }
    group.addTask {
      for await _ in done.dropFirst(count - 1) { kill(getpid(), SIGKILL) }
    }
    try await group.waitForAll()
  }
}

/// No file of this process may grow any more, until it may again.
private func appendAroundAFullDisk(in folder: String) async throws -> Bool {
  let store = SQLiteJobStore(home: AttuneHome(folder: folder))
  let lease = try await store.acquire(JobID("job"), as: TemporaryHome.owner)
  try await store.append([JournalSample.entries[0]], rows: [], under: lease)
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit()
  getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  let unlimited = limit
  limit.rlim_cur = 1
  setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  var refusals: [JobStoreError.Code] = []
  for _ in 0..<3 {
    do {
      try await store.append([JournalSample.entries[1]], rows: [], under: lease)
    } catch {
      refusals.append(error.code)
    }
  }
  limit = unlimited
  setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
  try await store.append([JournalSample.entries[1]], rows: [], under: lease)
  return refusals == [.unavailable, .unavailable, .unavailable]
}
