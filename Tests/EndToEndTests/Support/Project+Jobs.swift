// SPDX-License-Identifier: Apache-2.0
import Foundation
import GRDB

extension Project {
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  /// Puts a job that an earlier version made into the home: three of its five trials are done.
  func adopt(_ fixture: String, as id: String = "attune_2026_11_26_014200122") throws -> URL {
    let job = home.appending(path: "jobs/\(id)")
    try FileManager.default.createDirectory(
      at: job.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: Self.fixtures.appending(path: "jobs/\(fixture)"), to: job)
    return job
  }
}

/// A job's `journal.sqlite` as other programs see it.
struct JournalOnDisk {
  let url: URL

  init(of job: URL) { url = job.appending(path: "journal.sqlite") }

  var bytes: Data { get throws { try Data(contentsOf: url) } }

  var isSound: Bool {
    get throws {
      try DatabaseQueue(path: url.path).read { try String.fetchOne($0, sql: "PRAGMA integrity_check") == "ok" }
    }
  }

  func execute(_ sql: String) throws { try DatabaseQueue(path: url.path).write { try $0.execute(sql: sql) } }

  /// Overwrites the first page of a table with what makes no sense.
  func damage(_ table: String) throws {
    let queue = try DatabaseQueue(path: url.path)
    let page = try queue.read { db in
      try Int.fetchOne(db, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [table]) ?? 0
    }
    try queue.close()
    let file = try FileHandle(forUpdating: url)
    try file.seek(toOffset: UInt64(page - 1) * 4_096)
    try file.write(contentsOf: Data(repeating: 0xAB, count: 4_096))
    try file.close()
  }
}
