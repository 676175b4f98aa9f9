// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import FoundationEssentials
import GRDB

/// Tables that a fold of the journal would give as well, kept for those who only look.
extension JournalTables {
  /// Keeps the measurements in step with the event, by the rules of `Curve`.
  func project(_ event: JobEvent) throws {
    switch event {
    case .measured(let trial, let readings, _): try record(readings, of: trial)
    case .seriesChosen(let trial, _): try void(trial, from: .min)
    case .launched(let attempt, _): try void(attempt.trial, from: .min)
    default: break
    }
  }

  private func record(_ readings: [Trial.Reading], of trial: Trial.ID) throws {
    guard let first = readings.map(\.step).min() else { return }
    try void(trial, from: first)
    var curve: [Trial.Measurement] = []
    for reading in readings {
      while let last = curve.last, last.step >= reading.step { curve.removeLast() }
      if let measurement = Trial.Measurement(step: reading.step, value: reading.value) {
        curve.append(measurement)
      }
    }
    let insert = try db.cachedStatement(sql: "INSERT INTO measurement (trial, step, value) VALUES (?, ?, ?)")
    for measurement in curve {
      try insert.execute(arguments: [trial.rawValue, measurement.step, measurement.value])
    }
  }

  private func void(_ trial: Trial.ID, from step: Int) throws {
    let delete = try db.cachedStatement(sql: "DELETE FROM measurement WHERE trial = ? AND step >= ?")
    try delete.execute(arguments: [trial.rawValue, step])
  }

  func measurements(of trial: Int) throws -> [Trial.Measurement] {
    let statement = try db.cachedStatement(sql: "SELECT step, value FROM measurement WHERE trial = ? ORDER BY step")
    return try Row.fetchAll(statement, arguments: [trial]).compactMap { .init(step: $0[0], value: $0[1]) }
  }

  func measurements() throws -> [Trial.ID: [Trial.Measurement]] {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT trial, step, value FROM measurement ORDER BY trial, step")
    var curves: [Trial.ID: [Trial.Measurement]] = [:]
    while let row = try rows.next() {
      guard let measurement = Trial.Measurement(step: row[1], value: row[2]) else { continue }
      curves[Trial.ID(row[0]), default: []].append(measurement)
    }
    return curves
  }
}

// MARK: - The trial table

extension JournalTables {
  private static let columns = """
    trial, state, reason, tail, parameters, final_step, final_value, stopped_early, attempt, start_time, \
    end_time, wall_seconds, cpu_seconds, peak_memory, phase, origin, completions_seen, series, forecast
    """

  func replace(_ row: TrialRecord) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO trial (\(Self.columns))
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let values: [(any DatabaseValueConvertible)?] = [
      row.trial.rawValue, row.state.rawValue, row.reason, row.tail, TextList(row.values).json,
      row.final?.step, row.final?.value, row.isStoppedEarly, row.attempt, row.startTime?.milliseconds,
      row.endTime?.milliseconds, row.usage?.wallSeconds, row.usage?.cpuSeconds,
      row.usage?.peakMemoryBytes, row.origin.phase, row.origin.text, row.origin.completionsSeen, row.series,
      row.origin.forecast.map { String(decoding: JSONText.of($0), as: UTF8.self) },
    ]
    try statement.execute(arguments: StatementArguments(values))
  }

  func trials() throws -> [TrialRecord] {
    // All columns: a database that an older Attune wrote, and that is only looked at, has no forecast yet.
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM trial ORDER BY trial")
    let decoder = JournalDecoder()
    var records: [TrialRecord] = []
    while let row = try rows.next() { records.append(try record(from: row, decoder)) }
    return records
  }

  func trial(_ number: Int) throws -> TrialRecord? {
    let statement = try db.cachedStatement(sql: "SELECT * FROM trial WHERE trial = ?")
    return try Row.fetchOne(statement, arguments: [number]).map { try record(from: $0, JournalDecoder()) }
  }

  private func record(from row: Row, _ decoder: JournalDecoder) throws -> TrialRecord {
    let trial: Int = row[0]
    guard let state = TrialRecord.State(rawValue: row[1]) else {
      throw unreadable(trial, "its state is '\(row[1] as String)'")
    }
    guard let values = TextList(json: row[4]) else {
      throw unreadable(trial, "its parameters are '\(row[4] as String)'")
    }
    let final: Trial.Measurement? = row.hasNull(atIndex: 5) ? nil : .init(step: row[5], value: row[6])
    let usage: TrialExit.Usage? =
      row.hasNull(atIndex: 11)
      ? nil : .init(wallSeconds: row[11], cpuSeconds: row[12], peakMemoryBytes: row[13])
    let origin = Origin(
      phase: row[14], text: row[15], completionsSeen: row[16],
      forecast: try forecast(from: row, of: trial, decoder))
    return TrialRecord(
      trial: Trial.ID(trial), state: state, reason: row[2], tail: row[3], values: values.texts,
      final: final, isStoppedEarly: row[7], attempt: row[8], startTime: time(row[9]), endTime: time(row[10]),
      usage: usage, origin: origin, series: row[17])
  }

  private func forecast(from row: Row, of trial: Int, _ decoder: JournalDecoder) throws -> Forecast? {
    guard row.count > 18, let text: String = row[18] else { return nil }
    do throws(JournalCodingError) {
      return try decoder.value(Forecast.self, from: Data(text.utf8))
    } catch {
      throw unreadable(trial, "its forecast: \(error)")
    }
  }

  private func time(_ milliseconds: Int64?) -> Timestamp? {
    milliseconds.map(Timestamp.init(milliseconds:))
  }

  private func unreadable(_ trial: Int, _ why: String) -> JobStoreError {
    JobStoreError(.unreadable, "\(path): the row of trial \(trial) can't be read: \(why)")
  }
}
