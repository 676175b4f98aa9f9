// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import GRDB

/// The tables of `journal.sqlite`, in the versions in which they have been out in the world.
enum JournalSchema {
  /// "Atun": tells `file` and SQLite whose database this is.
  static let applicationID: Int32 = 0x4174_756E

  /// One step per version, each immutable once released.
  private static let migrations = [version1, version2]

  /// The newest `user_version` this Attune can read.
  static let newest = migrations.count

  private static let version1 = """
    CREATE TABLE meta (
      job TEXT NOT NULL,
      create_time INTEGER NOT NULL,  -- milliseconds since 1970, like every time here
      version INTEGER NOT NULL,      -- of the spec's JSON
      spec TEXT NOT NULL
    );
    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY,       -- 1, 2, 3, …
      epoch INTEGER NOT NULL,        -- of the lease under which it was written
      time INTEGER NOT NULL,
      version INTEGER NOT NULL,      -- of the event's JSON
      trial INTEGER,
      event TEXT NOT NULL
    );
    CREATE TABLE trial (
      trial INTEGER PRIMARY KEY,
      state TEXT NOT NULL,
      reason TEXT NOT NULL,
      tail TEXT NOT NULL,
      parameters TEXT NOT NULL,      -- JSON: one text per parameter, in the space's order
      final_step INTEGER,
      final_value REAL,
      stopped_early INTEGER NOT NULL,
      attempt INTEGER NOT NULL,
      start_time INTEGER,
      end_time INTEGER,
      wall_seconds REAL,
      cpu_seconds REAL,
      peak_memory INTEGER,
      phase TEXT NOT NULL,
      origin TEXT NOT NULL,
      completions_seen INTEGER NOT NULL,
      series TEXT NOT NULL
    );
    CREATE TABLE measurement (
      trial INTEGER NOT NULL,
      step INTEGER NOT NULL,
      value REAL NOT NULL,
      PRIMARY KEY (trial, step)
    ) WITHOUT ROWID;
    CREATE TABLE command (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      time INTEGER NOT NULL,
      version INTEGER NOT NULL,      -- of the command's JSON
      command TEXT NOT NULL
    );
    CREATE TABLE lease (
      epoch INTEGER PRIMARY KEY,
      host TEXT NOT NULL,
      pid INTEGER NOT NULL
    );
    """

  private static let version2 = """
    ALTER TABLE trial ADD COLUMN forecast TEXT;  -- JSON, as in the journal; NULL where no model took part
    """

  /// Brings the database to the newest version, in one transaction. An empty one gets everything.
  static func migrate(_ db: Database) throws {
    let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version < newest else { return }
    try db.inTransaction(.immediate) {
      for migration in migrations[version...] { try db.execute(sql: migration) }
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(newest)")
      return .commit
    }
  }

  /// - Throws: `unreadable`, unless the database is one that this Attune can read.
  static func check(applicationID: Int32, version: Int, path: String) throws(JobStoreError) {
    guard applicationID == Self.applicationID, version > 0 else {
      throw JobStoreError(.unreadable, "\(path) is not a journal of Attune; it is left as it is")
    }
    guard version <= newest else {
      throw JobStoreError(
        .unreadable,
        "\(path) was made by a newer Attune (format \(version), this one reads up to \(newest)); "
          + "update Attune; it is left as it is")
    }
  }
}
