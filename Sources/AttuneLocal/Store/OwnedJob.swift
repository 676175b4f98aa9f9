// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import GRDB

/// A job that this process holds: the lock, one connection, and the lease written under them.
final class OwnedJob: Sendable {
  let lease: Lease
  private let lock: OwnerLock
  private let queue: DatabaseQueue
  private let path: String

  /// The lock comes first: who can't have it leaves the database, and with it the owner's epoch, alone.
  init(_ job: JobID, in folder: JobPaths, as owner: JobOwner) throws {
    lock = try OwnerLock(folder.ownerLock, of: job, as: owner)
    path = folder.journal
    queue = try JournalFile(path: path).open()
    let epoch = try queue.write { [path] db in try JournalTables(db: db, path: path).beginEpoch(of: owner) }
    lease = Lease(job: job, epoch: epoch)
  }

  /// Beside the database, which may be what is in trouble.
  func announce(_ trouble: String?) { lock.name(trouble: trouble) }

  func append(_ entries: [JournalEntry], rows: [TrialRecord]) throws {
    let written = entries.map { (entry: $0, event: String(decoding: JSONText.of($0.event), as: UTF8.self)) }
    try write { tables in
      try tables.requireNewest(lease)
      for (entry, event) in written { try tables.append(entry, event: event, epoch: lease.epoch) }
      for row in rows { try tables.replace(row) }
    }
  }

  func read<Value>(_ body: (JournalTables) throws -> Value) throws -> Value {
    try queue.read { try body(JournalTables(db: $0, path: path)) }
  }

  func write(_ body: (JournalTables) throws -> Void) throws {
    try queue.write { try body(JournalTables(db: $0, path: path)) }
  }

  /// Gives the job back, and leaves one plain file behind that can be read from anywhere, read-only media included.
  ///
  /// A reader in the middle of something prevents that, and the log beside the file then stays: no harm.
  func close() {
    try? queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA busy_timeout = 100")
      try db.execute(sql: "PRAGMA journal_mode = DELETE")
    }
    try? queue.close()
    lock.release()
  }
}
