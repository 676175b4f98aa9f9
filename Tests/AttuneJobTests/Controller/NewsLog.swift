// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Synchronization

/// Keeps what a controller tells, and wakes whoever waits for it.
final class NewsLog: Sendable {
  private struct State {
    var news: [JobNews] = []
    var waiting: [(isIt: @Sendable (JobNews) -> Bool, continuation: AsyncStream<Never>.Continuation)] = []
  }

  private let state = Mutex(State())

  @Sendable func take(_ news: JobNews) async {
    let satisfied = state.withLock { state in
      state.news.append(news)
      let satisfied = state.waiting.filter { $0.isIt(news) }.map(\.continuation)
      state.waiting.removeAll { $0.isIt(news) }
      return satisfied
    }
    for continuation in satisfied { continuation.finish() }
  }

  var all: [JobNews] { state.withLock { $0.news } }

  /// All entries that were told of, in order.
  var entries: [JournalEntry] {
    all.flatMap { news -> [JournalEntry] in if case .recorded(let entries, _) = news { entries } else { [] } }
  }

  /// Returns once there was such news; also when the task is cancelled.
  func until(_ isIt: @escaping @Sendable (JobNews) -> Bool) async {
    let (reached, continuation) = AsyncStream.makeStream(of: Never.self)
    state.withLock { state in
      if state.news.contains(where: isIt) {
        continuation.finish()
      } else {
        state.waiting.append((isIt, continuation))
      }
    }
    for await _ in reached {}
  }

  /// Returns once the job has a number of live attempts.
  func untilLive(_ count: Int) async {
    await until {
      if case .recorded(_, let history) = $0 { history.machine.liveAttempts.count == count } else { false }
    }
  }

  func untilRecorded(_ isIt: @escaping @Sendable (JobEvent) -> Bool) async {
    await until { if case .recorded(let entries, _) = $0 { entries.contains { isIt($0.event) } } else { false } }
  }

  var draining: [Int] { all.compactMap { if case .draining(let count) = $0 { count } else { nil } } }
  var troubles: [String] { all.compactMap { if case .trouble(_, let text) = $0 { text } else { nil } } }
  var waits: [String] { all.compactMap { if case .waitingForStore(let text) = $0 { text } else { nil } } }
}
