// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import FoundationEssentials
import GRDB

/// The tables inside a transaction: journal, commands, lease.
struct JournalTables {
  let db: Database
  let path: String
}

extension JournalTables {
  func insert(_ job: JobID, _ spec: JobSpec, at time: Timestamp) throws {
    try db.execute(
      sql: "INSERT INTO meta (job, create_time, version, spec) VALUES (?, ?, ?, ?)",
      arguments: [job.rawValue, time.milliseconds, spec.formatVersion, text(of: spec)])
  }

  func storedJob() throws -> StoredJob {
    let (spec, createTime) = try storedSpec()
    return StoredJob(spec: spec, createTime: createTime, journal: try entries(after: 0))
  }

  func storedSpec() throws -> (spec: JobSpec, createTime: Timestamp) {
    guard let row = try Row.fetchOne(db, sql: "SELECT create_time, version, spec FROM meta") else {
      throw JobStoreError(.unreadable, "\(path) holds no job; it is left as it is")
    }
    return (try decode(JobSpec.self, from: row, "the job's spec"), Timestamp(milliseconds: row[0]))
  }

  func entryCount() throws -> Int { try Int.fetchOne(db, sql: "SELECT MAX(seq) FROM journal") ?? 0 }

  func append(_ entry: JournalEntry, event: String, epoch: Int) throws {
    let statement = try db.cachedStatement(
      sql: "INSERT INTO journal (epoch, time, version, trial, event) VALUES (?, ?, ?, ?, ?)")
    try statement.execute(
      arguments: [
        epoch, entry.time.milliseconds, entry.event.formatVersion, entry.event.trial?.rawValue, event,
      ])
    try project(entry.event)
  }

  func entries(after count: Int) throws -> [JournalEntry] {
    let statement = try db.cachedStatement(
      sql: "SELECT time, version, event, seq FROM journal WHERE seq > ? ORDER BY seq")
    let rows = try Row.fetchCursor(statement, arguments: [count])
    let decoder = JournalDecoder()
    var entries: [JournalEntry] = []
    while let row = try rows.next() {
      let number = count + entries.count + 1
      guard row[3] == number else {
        throw JobStoreError(.unreadable, "\(path): entry \(number) is missing; the file is left as it is")
      }
      let event = try decode(JobEvent.self, from: row, "entry \(number)", decoder)
      entries.append(JournalEntry(time: Timestamp(milliseconds: row[0]), event: event))
    }
    return entries
  }
}

// MARK: - Commands

extension JournalTables {
  func post(_ command: JobCommand, at time: Timestamp) throws {
    try db.execute(
      sql: "INSERT INTO command (time, version, command) VALUES (?, ?, ?)",
      arguments: [time.milliseconds, command.formatVersion, text(of: command)])
  }

  func commands() throws -> [PostedCommand] {
    let statement = try db.cachedStatement(
      sql: "SELECT number, version, command FROM command ORDER BY number")
    return try Row.fetchAll(statement).map { row in
      let number: Int = row[0]
      return PostedCommand(
        number: number, command: try decode(JobCommand.self, from: row, "command \(number)"))
    }
  }

  func discard(_ command: PostedCommand) throws {
    try db.execute(sql: "DELETE FROM command WHERE number = ?", arguments: [command.number])
  }
}

// MARK: - The lease

extension JournalTables {
  func beginEpoch(of owner: JobOwner) throws -> Int {
    try db.execute(
      sql: "INSERT INTO lease (host, pid) VALUES (?, ?)", arguments: [owner.host, owner.pid])
    return Int(db.lastInsertedRowID)
  }

  func requireNewest(_ lease: Lease) throws {
    let statement = try db.cachedStatement(
      sql: "SELECT epoch, host, pid FROM lease ORDER BY epoch DESC LIMIT 1")
    guard let row = try Row.fetchOne(statement), row[0] != lease.epoch else { return }
    let host: String = row[1], pid: Int = row[2]
    throw JobStoreError(
      .leaseLost, "the job \(lease.job) was taken over by process \(pid) on \(host); this one lets go")
  }
}

// MARK: - JSON

extension JournalTables {
  private func text(of value: some JSONWritable) -> String {
    String(decoding: JSONText.of(value), as: UTF8.self)
  }

  /// Column 1 is the version, column 2 the text.
  private func decode<Value: Decodable>(
    _ type: Value.Type, from row: Row, _ what: String, _ decoder: JournalDecoder = JournalDecoder()
  ) throws -> Value {
    do {
      return try row.withUnsafeData(atIndex: 2) { text throws(JournalCodingError) in
        try decoder.value(type, from: text ?? Data(), version: row[1])
      }
    } catch let error as JournalCodingError {
      throw JobStoreError(.unreadable, "\(path): \(what) can't be read: \(error); the file is left as it is")
    }
  }
}
