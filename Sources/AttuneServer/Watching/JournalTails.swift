// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Synchronization

/// The newest entries of jobs that are watched: any number of watchers share one look into a journal.
final class JournalTails: Sendable {
  /// How old what is shown may be.
  static let patience = Duration.milliseconds(400)
  /// Entries that are kept of a job.
  private static let length = 1_000

  /// What a watcher is given.
  struct News: Sendable {
    /// As JSON, in the journal's order, without gaps.
    let entries: [String]
    /// Nothing more will come.
    let isOver: Bool
  }

  private struct Tail {
    /// Entries in the journal.
    var count = 0
    /// The last of them.
    var entries: [String] = []
    var isFinished = false
    var time: ContinuousClock.Instant
    var watchers = 0
  }

  private let service: JobService
  private let tails = Mutex<[JobID: Tail]>([:])

  init(_ service: JobService) { self.service = service }

  /// - Parameter body: may ask for news of the job.
  func watching(_ job: JobID, _ body: () async throws -> Void) async throws {
    tails.withLock { tails in
      tails[job, default: Tail(time: .now - .seconds(60))].watchers += 1
    }
    defer {
      tails.withLock { tails in
        tails[job]?.watchers -= 1
        if tails[job]?.watchers == 0 { tails[job] = nil }
      }
    }
    try await body()
  }

  var watchers: Int { tails.withLock { $0.values.reduce(0) { $0 + $1.watchers } } }

  /// What stands in the journal behind the first `count` entries.
  func news(of job: JobID, after count: Int) async throws -> News {
    if let news = kept(job, after: count) { return news }
    try await look(job)
    if let news = kept(job, after: count) { return news }
    // Further back than the tail reaches.
    let entries = try await service.entries(of: job, after: count)
    return News(entries: entries.prefix(Self.length).map(JournalCoding.text), isOver: false)
  }

  private func kept(_ job: JobID, after count: Int) -> News? {
    tails.withLock { tails in
      guard let tail = tails[job], ContinuousClock.now - tail.time < Self.patience else { return nil }
      let missing = tail.count - count
      guard missing <= tail.entries.count else { return nil }
      return News(entries: Array(tail.entries.suffix(max(0, missing))), isOver: missing <= 0 && tail.isFinished)
    }
  }

  private func look(_ job: JobID) async throws {
    let known = tails.withLock { $0[job]?.count ?? 0 }
    // In this order: a job that is finished now has all of its entries then.
    let isFinished = try await service.job(job).0.state.isFinished
    let entries = try await service.entries(of: job, after: known)
    tails.withLock { tails in
      guard tails[job] != nil, tails[job]?.count == known else { return }
      tails[job]?.count += entries.count
      tails[job]?.entries.append(contentsOf: entries.suffix(Self.length).map(JournalCoding.text))
      if let surplus = tails[job].map({ $0.entries.count - Self.length }), surplus > 0 {
        tails[job]?.entries.removeFirst(surplus)
      }
      tails[job]?.isFinished = isFinished && entries.isEmpty
      tails[job]?.time = .now
    }
  }
}
