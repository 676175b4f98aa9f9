// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneStudy

/// Every attempt's lines as they are written, until the job has finished or nobody runs it any more.
package struct LogFollower: Sendable {
  package enum Ending: Sendable {
    case finished
    /// Nobody runs the job now, and it is not finished.
    case left
  }

  /// How often new attempts are looked for.
  private static let interval = Duration.milliseconds(500)

  private let service: JobService
  private let job: JobSummary
  private let trial: Trial.ID?
  private let clock: any Clock<Duration>

  /// - Parameter trial: nil follows them all.
  package init(service: JobService, job: JobSummary, trial: Trial.ID?, clock: any Clock<Duration>) {
    self.service = service
    self.job = job
    self.trial = trial
    self.clock = clock
  }

  package func follow(_ take: @escaping @Sendable (LogLine) -> Void) async throws -> Ending {
    try await withThrowingDiscardingTaskGroup { group -> Ending in
      var known: Set<Attempt> = []
      var isLeft = false
      while !isLeft {
        isLeft = try await service.owner(of: job.id) == nil
        for attempt in try await attempts() where known.insert(attempt).inserted {
          group.addTask { try await relay(attempt.trial, to: take) }
        }
        if !isLeft { try await clock.sleep(for: Self.interval) }
      }
      if known.isEmpty, let trial { _ = try await service.log(of: trial, in: job.id, follow: false) }
      guard try await !hasFinished() else { return .finished }
      // What runs may go on for days without its owner; what it has written by now is shown.
      try await clock.sleep(for: Self.interval)
      group.cancelAll()
      return .left
    }
  }

  private func attempts() async throws -> [Attempt] {
    try await service.trials(of: job).records.filter { $0.attempt > 0 && (trial == nil || $0.trial == trial) }
      .map { Attempt(trial: $0.trial, number: $0.attempt) }.sorted { $0.trial < $1.trial }
  }

  private func relay(_ trial: Trial.ID, to take: @Sendable (LogLine) -> Void) async throws {
    do {
      for try await line in try await service.log(of: trial, in: job.id, follow: true) { take(line) }
    } catch is CancellationError {
      return
    }
  }

  private func hasFinished() async throws -> Bool {
    try await service.find(job.id.rawValue).state.isFinished
  }
}
