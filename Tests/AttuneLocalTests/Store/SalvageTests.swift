// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import AttuneTesting
import Foundation
import GRDB
import Testing

@Suite struct `A journal with a damaged page` {
  private let home: TemporaryHome
  private let job: JobID
  private static let count = 400

  /// So many trials that the table has many pages.
  init() async throws {
    home = try TemporaryHome()
    job = try await home.create()
    let store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    let rows = (1...Self.count).map { number in
      var row = JournalSample.record
      row.trial = Trial.ID(number)
      return row
    }
    try await store.append(JournalSample.entries, rows: rows, under: lease)
    await store.release(lease)
  }

  /// One of the leaves of a table, told by what its page begins with: rows, and more than a few.
  private func damageLeaf() throws -> Data {
    let path = home.paths(job).journal
    var bytes = try Data(contentsOf: URL(filePath: path))
    let leaves = stride(from: 4_096, to: bytes.count, by: 4_096).filter { bytes[$0] == 0x0D && bytes[$0 + 4] > 2 }
    let middle = try #require(leaves.dropFirst(leaves.count / 2).first)
    bytes.replaceSubrange(middle..<(middle + 4_096), with: Data(repeating: 0xAB, count: 4_096))
    try bytes.write(to: URL(filePath: path))
    return bytes
  }

  @Test func `gives all other trials, names those that are missing, and stays as it is`() async throws {
    let bytes = try damageLeaf()
    let error = await #expect(throws: JobStoreError.self) { try await home.store.trials(of: job) }
    #expect(error?.code == .unreadable)
    let rest = try await home.store.salvage(job)
    #expect(rest.records.count > Self.count / 2 && rest.records.count < Self.count)
    #expect(Set(rest.records.map(\.trial)).count == rest.records.count)
    let damage = try #require(rest.damage)
    #expect(damage.hasPrefix("\(home.paths(job).journal) is damaged: of trials "))
    #expect(damage.contains("'attune collect' still fetches their files"))
    #expect(try Data(contentsOf: URL(filePath: home.paths(job).journal)) == bytes)
  }

  @Test func `is not taken, and not written to`() async throws {
    let bytes = try damageLeaf()
    let error = await #expect(throws: JobStoreError.self) {
      try await home.store.acquire(job, as: TemporaryHome.owner)
    }
    #expect(error?.code == .unreadable)
    #expect(try Data(contentsOf: URL(filePath: home.paths(job).journal)) == bytes)
    #expect(try await home.store.owner(of: job) == nil)
  }

  @Test func `that is sound loses nothing to salvage`() async throws {
    let rest = try await home.store.salvage(job)
    #expect(rest.damage == nil)
    #expect(rest.records == (try await home.store.trials(of: job)))
    #expect(rest.measurements == (try await home.store.measurements(of: job)))
  }
}

@Suite struct `An export of a job` {
  @Test func `that is behind its journal is not believed, unless somebody runs the job`() async throws {
    let home = try TemporaryHome()
    let job = try await home.create(), store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    var summary = JournalSample.summary
    summary.id = job
    summary.state = .running
    summary.entries = 0
    try await store.export(summary)
    try await store.append([JournalSample.entries[0]], rows: [], under: lease)
    #expect(try await home.listed.first?.message == summary.message)
    await store.release(lease)
    #expect(try await home.listed.first?.entries == 1)
  }

  @Test func `is taken away where it can't be renewed`() async throws {
    let home = try TemporaryHome()
    let job = try await home.create(), store = home.store
    var summary = JournalSample.summary
    summary.id = job
    try await store.export(summary)
    // A folder stands where the draft would be written.
    try FileManager.default.createDirectory(
      atPath: home.paths(job).summary + ".tmp", withIntermediateDirectories: false)
    await #expect(throws: JobStoreError.self) { try await store.export(summary) }
    #expect(!FileManager.default.fileExists(atPath: home.paths(job).summary))
    #expect(try await home.listed.count == 1)
  }
}

@Suite struct `An owner that can't write` {
  @Test func `says so in its lock, which never needs more space for it`() async throws {
    let home = try TemporaryHome()
    let job = try await home.create(), store = home.store
    let lease = try await store.acquire(job, as: TemporaryHome.owner)
    await store.announce("no space left on device", under: lease)
    #expect(try await home.store.owner(of: job)?.trouble == "no space left on device")
    let size = try Data(contentsOf: URL(filePath: home.paths(job).ownerLock)).count
    await store.announce(String(repeating: "long ", count: 1_000), under: lease)
    #expect(try Data(contentsOf: URL(filePath: home.paths(job).ownerLock)).count == size)
    await store.announce(nil, under: lease)
    #expect(try await home.store.owner(of: job) == TemporaryHome.owner)
  }
}

extension TemporaryHome {
  fileprivate var listed: [JobSummary] {
    get async throws {
      try await store.jobs().compactMap { if case .readable(let summary, _) = $0 { summary } else { nil } }
    }
  }
}
