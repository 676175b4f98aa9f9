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
    try queue.read(requireSound)
    let mode = FileSystem.isRemote(path) ? "TRUNCATE" : "WAL"
    try queue.writeWithoutTransaction { db in
      try JournalSchema.migrate(db)
      try db.execute(sql: "PRAGMA journal_mode = \(mode)")
    }
    return queue
  }

  /// A damaged file is not written to: what can still be read of it is worth more than what would be added.
  private func requireSound(_ db: Database) throws {
    guard let finding = try String.fetchOne(db, sql: "PRAGMA quick_check(1)"), finding != "ok" else { return }
    throw JobStoreError(
      .unreadable,
      "\(path) is damaged (\(finding.split(separator: "\n").last ?? "unknown")), so the job can't go on; "
        + "'attune trials' shows what can be read; the file is left as it is")
  }

  /// Statement by statement: where a page is damaged, a transaction around them would end with the first error.
  func salvage() throws -> SalvagedTrials {
    let queue = try connect(Self.configuration(isReadOnly: true))
    return try queue.unsafeRead { try JournalTables(db: $0, path: path).salvage() }
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

  /// A copy of its present state in one plain file, also while others write.
  func copy(to destination: String) throws {
    do {
      try copy(to: destination, isReadOnly: true)
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      try copy(to: destination, isReadOnly: false)
    }
  }

  private func copy(to destination: String, isReadOnly: Bool) throws {
    unlink(destination)
    let source = try connect(Self.configuration(isReadOnly: isReadOnly))
    let copy = try DatabaseQueue(path: destination, configuration: Self.configuration())
    try source.backup(to: copy)
    try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    try copy.close()
    try source.close()
  }

  /// - Throws: `unreadable` for a file that another job could not be made of.
  func check() throws {
    try JournalHeader(path: path).check()
    try read { tables in
      try requireSound(tables.db)
      _ = try tables.storedJob()
      _ = try tables.trials()
      _ = try tables.measurements()
    }
  }

  func write(_ body: (JournalTables) throws -> Void) throws {
    let queue = try connect(Self.configuration())
    try queue.read(requireSound)
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
