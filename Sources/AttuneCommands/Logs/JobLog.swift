// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy

/// The trainers' lines of one job, on their way to standard output.
struct JobLog: Sendable {
  /// How much is written at once when nobody waits for it, in bytes.
  private static let portion = 1 << 16

  let service: JobService
  let job: JobSummary
  let clock: any Clock<Duration>

  /// One trial after another, or only `trial`; with `follow` as lines come, also of attempts that start later.
  func write(_ trial: Trial.ID?, follow: Bool, as text: (LogLine) -> String) async throws {
    if follow { return try await self.follow(trial, as: text) }
    let ids = if let trial { [trial] } else { try await launched() }
    for id in ids {
      try await write(try await service.log(of: id, in: job.id, follow: false), isAwaited: false, as: text)
    }
  }

  private func launched() async throws -> [Trial.ID] {
    try await service.trials(of: job).records.filter { $0.attempt > 0 }.map(\.trial).sorted()
  }

  private func follow(_ trial: Trial.ID?, as text: (LogLine) -> String) async throws {
    let (lines, continuation) = AsyncThrowingStream<LogLine, any Error>.makeStream()
    let follower = LogFollower(service: service, job: job, trial: trial, clock: clock)
    let ending = try await withThrowingTaskGroup { group in
      group.addTask {
        defer { continuation.finish() }
        return try await follower.follow { continuation.yield($0) }
      }
      try await write(lines, isAwaited: true, as: text)
      return try await group.next()
    }
    if ending == .left {
      StandardError.say("nobody runs job \(job.id) now; 'attune resume \(job.id)' goes on with it")
    }
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
}
