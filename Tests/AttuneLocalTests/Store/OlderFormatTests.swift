// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `A job that an older Attune left` {
  private let home: TemporaryHome
  private let job: JobID

  /// As format 1 had it: no forecast in the table of trials.
  init() async throws {
    home = try TemporaryHome()
    job = try await home.create()
    let store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    try await store.append([], rows: [JournalSample.record], under: lease)
    await store.release(lease)
    try home.execute("ALTER TABLE trial DROP COLUMN forecast", in: job)
    try home.execute("PRAGMA user_version = 1", in: job)
  }

  private var recordWithoutForecast: TrialRecord {
    var record = JournalSample.record
    let origin = record.origin
    record.origin = Origin(phase: origin.phase, text: origin.text, completionsSeen: origin.completionsSeen)
    return record
  }

  @Test func `is shown as it is`() async throws {
    #expect(try await home.store.trials(of: job) == [recordWithoutForecast])
  }

  @Test func `is brought up to date by who takes it`() async throws {
    let store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    #expect(try await store.trials(of: job) == [recordWithoutForecast])
    try await store.append([], rows: [JournalSample.record], under: lease)
    await store.release(lease)
    #expect(try await home.store.trials(of: job) == [JournalSample.record])
  }
}
