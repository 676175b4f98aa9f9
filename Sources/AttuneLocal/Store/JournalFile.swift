// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import GRDB
import Glibc

/// A job's `journal.sqlite`, and the ways of opening it.
struct JournalFile: Sendable {
  let path: String

  var exists: Bool { access(path, F_OK) == 0 }

  /// Makes the whole database beside its place and links it in: it is there complete or not at all.
  func create(_ job: JobID, _ spec: JobSpec, at time: Timestamp) throws {
    guard !exists else { throw alreadyExists(job) }
    let draft = "\(path).\(getpid()).tmp"
    unlink(draft)
    defer { unlink(draft) }
    let queue = try DatabaseQueue(path: draft, configuration: Self.configuration())
    try queue.writeWithoutTransaction { db in
      try JournalSchema.migrate(db)
      try JournalTables(db: db, path: path).insert(job, spec, at: time)
    }
    try queue.close()
    guard link(draft, path) == 0 || (errno != EEXIST && !exists && rename(draft, path) == 0) else {
      throw errno == EEXIST || exists ? alreadyExists(job) : SystemError("make", path)
    }
    try syncFolder()
  }

  /// A connection for the owner, who alone may change the format and the journal mode.
  func open() throws -> DatabaseQueue {
    let queue = try connect(Self.configuration())
    let mode = FileSystem.isRemote(path) ? "TRUNCATE" : "WAL"
    try queue.writeWithoutTransaction { db in
      try JournalSchema.migrate(db)
      try db.execute(sql: "PRAGMA journal_mode = \(mode)")
    }
    return queue
  }

  func read<Value>(_ body: (JournalTables) throws -> Value) throws -> Value {
    do {
      return try read(isReadOnly: true, body)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      // A writer that was killed left a transaction half done: it is undone before anyone can read.
      return try read(isReadOnly: false, body)
    }
  }

  private func read<Value>(isReadOnly: Bool, _ body: (JournalTables) throws -> Value) throws -> Value {
    let queue = try connect(Self.configuration(isReadOnly: isReadOnly))
    return try queue.read { try body(JournalTables(db: $0, path: path)) }
  }

  func write(_ body: (JournalTables) throws -> Void) throws {
    let queue = try connect(Self.configuration())
    try queue.write { try body(JournalTables(db: $0, path: path)) }
    try queue.close()
  }

  private func connect(_ configuration: Configuration) throws -> DatabaseQueue {
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.read { db in
      let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
      let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
      try JournalSchema.check(applicationID: application, version: version, path: path)
    }
    return queue
  }

  private static func configuration(isReadOnly: Bool = false) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = isReadOnly
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
    }
    return configuration
  }

  private func alreadyExists(_ job: JobID) -> JobStoreError {
    JobStoreError(.alreadyExists, "the job \(job) already exists: \(path)")
  }

  /// Makes the new name itself durable.
  private func syncFolder() throws {
    let folder = try Descriptor.directory(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    guard fsync(folder.raw) == 0 else { throw SystemError("save", path) }
  }
}
