// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import GRDB

/// The tables of a study's database, in the versions in which they have been out in the world.
enum StudySchema {
  /// "Atst": tells `file` and SQLite whose database this is.
  static let applicationID: Int32 = 0x4174_7374

  /// One step per version, each immutable once released.
  private static let migrations = [version1]

  private static let version1 = """
    CREATE TABLE meta (
      name TEXT NOT NULL,
      state TEXT NOT NULL           -- what the entries say, so that a list needs no fold
    );
    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY,      -- 1, 2, 3, …
      entry TEXT NOT NULL           -- JSON, with its version and time
    );
    """

  /// Brings the database to the newest version, in one transaction. An empty one gets everything.
  static func migrate(_ db: Database) throws {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version < migrations.count else { return }
    try db.inTransaction(.immediate) {
      for migration in migrations[version...] { try db.execute(sql: migration) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(migrations.count)")
      return .commit
    }
  }

  /// - Throws: `unreadable`, unless the database is one that this Attune can read.
  static func check(_ db: Database, path: String) throws {
    let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard application == applicationID, version > 0 else {
      throw JobStoreError(.unreadable, "\(path) is not a study of Attune; it is left as it is")
    }
    guard version <= migrations.count else {
      throw JobStoreError(
        .unreadable, "\(path) was written by a newer Attune (format \(version)); update Attune to read it")
    }
  }
}
