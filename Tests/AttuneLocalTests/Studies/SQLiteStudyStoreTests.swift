// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Foundation
import Synchronization
import Testing

@Suite struct `A study store in SQLite` {
  private static let owner = JobOwner(host: "here.example", pid: 101)

  @Test func `keeps the laws of a study store`() async throws {
    let home = try TemporaryHome()
    let last = Mutex<SQLiteStudyStore?>(nil)
    try await checkStudyStore {
      await last.withLock { $0 }?.close()
      let store = SQLiteStudyStore(home: home.home, owner: Self.owner)
      last.withLock { $0 = store }
      return store
    }
  }

  @Test func `has one process at a time, and says which`() async throws {
    let home = try TemporaryHome()
    let store = SQLiteStudyStore(home: home.home, owner: Self.owner), name = try StudySample.name("s")
    try await store.create(name, StudySample.entries[0])
    let rival = SQLiteStudyStore(home: home.home, owner: JobOwner(host: "elsewhere.example", pid: 202))
    let error = await #expect(throws: JobStoreError.self) { try await rival.load(name) }
    #expect(error?.code == .ownedElsewhere)
    let words = "are served by process 101 on here.example: use that server, or end it"
    #expect(error?.description.contains(words) == true)
    await store.close()
    #expect(try await rival.load(name).count == 1)
  }

  @Test func `leaves alone and names what it can't read`() async throws {
    let home = try TemporaryHome()
    let store = SQLiteStudyStore(home: home.home, owner: Self.owner)
    let good = try StudySample.name("good"), bad = try StudySample.name("bad")
    try await store.create(good, StudySample.entries[0])
    let path = "\(home.home.studies)/p/us-central1/bad.sqlite"
    try Data("not a database".utf8).write(to: URL(filePath: path))
    let listings = try await store.studies(in: good.place)
    #expect(listings.count == 2)
    guard case .unreadable("bad", let why)? = listings.first else {
      Issue.record("\(listings)")
      return
    }
    #expect(why.contains("bad.sqlite") || why.contains("not a database"))
    let error = await #expect(throws: JobStoreError.self) { try await store.load(bad) }
    #expect(error?.code == .unreadable)
    #expect(try Data(contentsOf: URL(filePath: path)) == Data("not a database".utf8))
  }

  @Test(arguments: [1, 25, 200])
  func `has lost nothing that was answered when its process is killed`(_ count: Int) async throws {
    let home = try TemporaryHome()
    let folder = home.home.folder, acknowledged = "\(folder)/acknowledged"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: acknowledged, contents: nil))
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [folder = folder as String, acknowledged = acknowledged as String, count = count as Int] in
      try await suggestUntilKilled(in: folder, noting: acknowledged, after: count)
    }
    let answers = try String(contentsOfFile: acknowledged, encoding: .utf8).split(separator: "\n").map(String.init)
    #expect(answers.count >= count)
    let service = try await study(in: folder)
    let history = try await service.study(try StudySample.name("killed"))
    #expect(history.trials.prefix(answers.count).map { "\($0.number) \($0.assignment)" } == answers)
    #expect(history.trials.prefix(answers.count - 1).allSatisfy { $0.final?.value == 0.5 })
  }

  @Test func `loads a study of ten thousand trials as it was told`() async throws {
    let home = try TemporaryHome()
    let name = try StudySample.name("long")
    let store = SQLiteStudyStore(home: home.home, owner: Self.owner)
    try await store.create(name, StudySample.entries[0])
    await store.close()
    try home.fill(name, trials: 10_000)
    let history = try #require(StudyHistory(name, try await store.load(name)))
    #expect(history.entries == 30_001)
    #expect(Array(history.trials).map(\.number) == Array(1...10_000))
    #expect(history.trials.allSatisfy { $0.final?.value == Double($0.number % 97) })
  }
}

private func study(in folder: String) async throws -> StudyService {
  StudyService(
    .init(
      store: SQLiteStudyStore(home: AttuneHome(folder: folder), owner: JobOwner(host: "h", pid: 1)),
      optimizer: \.optimizer, now: { Timestamp(milliseconds: 5) }))
}

/// Asks and tells for ever; notes each suggestion once it has it. Never returns.
private func suggestUntilKilled(in folder: String, noting path: String, after count: Int) async throws {
  let service = try await study(in: folder), name = try StudySample.name("killed")
  let spec = StudySpec(
    space: try SearchSpace([.double("x", in: 0...1)]), objective: Objective(tag: MetricTag("score"), goal: .maximize),
    algorithm: .randomSearch)
  _ = try await service.create(name, spec)
  let notes = try FileHandle(forWritingTo: URL(filePath: path))
  let (answered, tell) = AsyncStream.makeStream(of: Void.self)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      for number in 1... {
        guard let trial = try await service.suggest(1, to: "c", in: name).0[number] else { exit(1) }
        try notes.write(contentsOf: Data("\(number) \(trial.assignment)\n".utf8))
        tell.yield()
        try await service.change(name) { study throws(StudyError) in
          try study.completing(
            number, final: StudyReport(step: 1, elapsed: nil, metrics: [.init(name: "score", value: 0.5)]),
            infeasible: nil)
        }
      }
    }
    group.addTask {
      for await _ in answered.dropFirst(count - 1) { kill(getpid(), SIGKILL) }
    }
    try await group.waitForAll()
  }
}
