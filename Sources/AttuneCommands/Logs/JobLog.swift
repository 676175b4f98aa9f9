// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// The trainers' lines of one job, on their way to standard output.
struct JobLog: Sendable {
  /// How much is written at once when nobody waits for it, in bytes.
  private static let portion = 1 << 16
  /// How often new trials are looked for.
  private static let interval = Duration.milliseconds(500)

  let service: JobService
  let job: JobSummary
  let clock: any Clock<Duration>

  func write(_ trial: Trial.ID, follow: Bool, as text: (LogLine) -> String) async throws {
    try await write(try await service.log(of: trial, in: job.id, follow: follow), isAwaited: follow, as: text)
  }

  /// One trial after another; with `follow` as lines come, also of trials that start later.
  func writeAll(follow: Bool, as text: (LogLine) -> String) async throws {
    if follow { return try await followAll(as: text) }
    for trial in try await launched().map(\.trial) { try await write(trial, follow: false, as: text) }
  }

  private func write(
    _ lines: some AsyncSequence<LogLine, any Error>, isAwaited: Bool, as text: (LogLine) -> String
  ) async throws {
    var waiting = ""
    for try await line in lines {
      waiting += text(line)
      if isAwaited || waiting.utf8.count >= Self.portion {
        try StandardOutput.write(waiting)
        waiting = ""
      }
    }
    try StandardOutput.write(waiting)
  }

  private func launched() async throws -> [Attempt] {
    try await service.trials(of: job).records.filter { $0.attempt > 0 }
      .map { Attempt(trial: $0.trial, number: $0.attempt) }.sorted { $0.trial < $1.trial }
  }

  private func followAll(as text: (LogLine) -> String) async throws {
    let (lines, continuation) = AsyncThrowingStream<LogLine, any Error>.makeStream()
    try await withThrowingTaskGroup { group in
      group.addTask {
        defer { continuation.finish() }
        try await gather(into: continuation)
      }
      try await write(lines, isAwaited: true, as: text)
      try await group.waitForAll()
    }
  }

  /// Every attempt's lines, until the job has finished or nobody runs it.
  private func gather(into lines: AsyncThrowingStream<LogLine, any Error>.Continuation) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      var known: Set<Attempt> = []
      var isOver = false
      repeat {
        isOver = try await isLeft()
        for attempt in try await launched() where known.insert(attempt).inserted {
          group.addTask {
            for try await line in try await service.log(of: attempt.trial, in: job.id, follow: true) {
              lines.yield(line)
            }
          }
        }
        if !isOver { try await clock.sleep(for: Self.interval) }
      } while !isOver
    }
  }

  private func isLeft() async throws -> Bool {
    try await service.owner(of: job.id) == nil
  }
}
