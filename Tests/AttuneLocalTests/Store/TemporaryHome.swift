// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneTesting
import Foundation
import GRDB

/// An `$ATTUNE_HOME` that goes when its last owner does.
final class TemporaryHome: Sendable {
  let home: AttuneHome

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "attune-store-\(UUID().uuidString)")
    home = AttuneHome(folder: folder.path)
  }

  deinit { try? FileManager.default.removeItem(atPath: home.folder) }

  /// A store as another process would open it.
  var store: SQLiteJobStore { SQLiteJobStore(home: home) }

  func paths(_ job: JobID) -> JobPaths { home.job(job) }

  /// What people do with `sqlite3`.
  func execute(_ sql: String, in job: JobID) throws {
    try DatabaseQueue(path: paths(job).journal).write { try $0.execute(sql: sql) }
  }

  func create(_ name: String = "job") async throws -> JobID {
    let id = try JobID(name)
    try await store.create(JournalSample.spec, id: id, at: Timestamp(milliseconds: 1_000))
    return id
  }

  static let owner = JobOwner(host: "here.example", pid: 101)
}

extension JobID {
  init(_ name: String) throws {
    guard let id = JobID(rawValue: name) else { throw JobStoreError(.notFound, "'\(name)' is not a job id") }
    self = id
  }
}
