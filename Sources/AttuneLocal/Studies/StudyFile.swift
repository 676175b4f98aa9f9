// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import FoundationEssentials
import GRDB
import Glibc

/// A study's database, and what is done with it. Used by one process, which holds the lock on all studies.
struct StudyFile: Sendable {
  let path: String
  let name: StudyName

  var exists: Bool { access(path, F_OK) == 0 }

  /// Makes the whole database beside its place and links it in: it is there complete or not at all.
  func create(_ entry: StudyEntry) throws {
    guard !exists else { throw alreadyExists }
    let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    try Directory.make(folder)
    // No study has a name that begins with a dot.
    let draft = "\(folder)/.\(name.study).tmp"
    unlink(draft)
    defer { unlink(draft) }
    let queue = try DatabaseQueue(path: draft, configuration: Self.configuration)
    try queue.writeWithoutTransaction { db in
      try StudySchema.migrate(db)
      try db.inTransaction {
        try db.execute(
          sql: "INSERT INTO meta (name, state) VALUES (?, ?)",
          arguments: [name.description, StudyHistory.State.active.rawValue])
        try db.execute(sql: "INSERT INTO journal (entry) VALUES (?)", arguments: [StudyCoding.text(of: entry)])
        return .commit
      }
    }
    try queue.close()
    guard link(draft, path) == 0 || (errno != EEXIST && !exists && rename(draft, path) == 0) else {
      throw errno == EEXIST || exists ? alreadyExists : SystemError("make", path)
    }
    try Self.sync(folder)
  }

  /// - Throws: `notFound` where there is none, `unreadable` for what is no study of this name.
  func open() throws -> DatabaseQueue {
    let queue = try connect()
    let mode = FileSystem.isRemote(path) ? "TRUNCATE" : "WAL"
    try queue.writeWithoutTransaction { db in
      try StudySchema.migrate(db)
      try db.execute(sql: "PRAGMA journal_mode = \(mode)")
    }
    return queue
  }

  private func connect() throws -> DatabaseQueue {
    guard exists else { throw notFound }
    let queue = try DatabaseQueue(path: path, configuration: Self.configuration)
    try queue.read { try StudySchema.check($0, path: path) }
    return queue
  }

  func append(_ text: String, after count: Int, state: StudyHistory.State, in queue: DatabaseQueue) throws {
    try queue.write { db in
      let found = try Int.fetchOne(db.cachedStatement(sql: "SELECT MAX(seq) FROM journal")) ?? 0
      guard found == count else {
        throw JobStoreError(
          .leaseLost,
          "the study '\(name.study)' has \(found) entries, not \(count): something else has written to \(path)")
      }
      try db.cachedStatement(sql: "INSERT INTO journal (seq, entry) VALUES (?, ?)")
        .execute(arguments: [count + 1, text])
      try db.cachedStatement(sql: "UPDATE meta SET state = ?1 WHERE state <> ?1").execute(arguments: [state.rawValue])
    }
  }

  func entries(in queue: DatabaseQueue) throws -> [StudyEntry] {
    try queue.read { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT seq, entry FROM journal ORDER BY seq")
      let decoder = JournalDecoder()
      var entries: [StudyEntry] = []
      while let row = try rows.next() {
        let number = entries.count + 1
        guard row[0] == number else {
          throw JobStoreError(.unreadable, "\(path): entry \(number) is missing; the file is left as it is")
        }
        entries.append(try entry(row, number, decoder))
      }
      return entries
    }
  }

  /// What a list shows, without the trials. O(1).
  func summary() throws -> StudySummary {
    try connect().read { db in
      guard let row = try Row.fetchOne(db, sql: "SELECT 1, entry FROM journal WHERE seq = 1"),
        var summary = StudyHistory(name, [try entry(row, 1, JournalDecoder())])?.summary
      else { throw JobStoreError(.unreadable, "\(path) has no beginning; it is left as it is") }
      let state = try String.fetchOne(db, sql: "SELECT state FROM meta").flatMap(StudyHistory.State.init(rawValue:))
      summary.state = state ?? summary.state
      return summary
    }
  }

  /// Leaves one plain file behind.
  func close(_ queue: DatabaseQueue) {
    try? queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try? queue.close()
  }

  /// - Throws: `notFound`.
  func remove() throws {
    guard unlink(path) == 0 else { throw errno == ENOENT ? notFound : SystemError("remove", path) }
    for suffix in ["-wal", "-shm", "-journal"] { unlink(path + suffix) }
    try Self.sync(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
  }

  private func entry(_ row: Row, _ number: Int, _ decoder: JournalDecoder) throws -> StudyEntry {
    do {
      return try row.withUnsafeData(atIndex: 1) { text throws(JournalCodingError) in
        try StudyCoding.entry(from: text ?? Data(), decoder)
      }
    } catch let error as JournalCodingError {
      throw JobStoreError(.unreadable, "\(path): entry \(number) can't be read: \(error); the file is left as it is")
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    return configuration
  }

  /// Makes names in a folder durable.
  private static func sync(_ folder: String) throws {
    let opened = try Descriptor.directory(folder)
    guard fsync(opened.raw) == 0 else { throw SystemError("save", folder) }
  }

  private var alreadyExists: JobStoreError {
    JobStoreError(.alreadyExists, "the study '\(name.study)' already exists in \(name.place)")
  }

  private var notFound: JobStoreError {
    JobStoreError(.notFound, "there is no study '\(name.study)' in \(name.place)")
  }
}
