// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal

/// Gives jobs that nobody sits by a controller, and a new one when that has died.
struct JobKeeper: Sendable {
  private let service: JobService
  private let home: AttuneHome
  private let calls: AsyncStream<Void>
  private let caller: AsyncStream<Void>.Continuation

  init(service: JobService, home: AttuneHome) {
    self.service = service
    self.home = home
    (calls, caller) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Looks at once, not at the next turn.
  func wake() { caller.yield() }

  /// Until it is cancelled.
  @Sendable func run() async throws {
    await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        while true {
          caller.yield()
          try await Task.sleep(for: .seconds(2))
        }
      }
      var setbacks = Setbacks()
      for await _ in calls { await look(&setbacks) }
      group.cancelAll()
    }
  }

  private func look(_ setbacks: inout Setbacks) async {
    do {
      let failures = try await UnattendedJobs(service: service, home: home).goOn(except: setbacks.waiting)
      guard !Task.isCancelled else { return }
      for (job, error) in failures {
        let pause = setbacks.note(job)
        StandardError.say("job \(job) has no controller, the next one is tried in \(pause) s: \(error)")
      }
    } catch {
      StandardError.say("could not look after the jobs: \(error)")
    }
  }
}

/// Jobs whose controllers end at once: each time the next one waits twice as long, a minute at most.
private struct Setbacks {
  private var jobs: [JobID: (count: Int, end: ContinuousClock.Instant)] = [:]

  var waiting: Set<JobID> { Set(jobs.filter { $0.value.end > .now }.keys) }

  /// - Returns: for how many seconds the job is left alone now.
  mutating func note(_ job: JobID) -> Int {
    let count = min(6, (jobs[job]?.count ?? 0) + 1)
    let seconds = min(60, 1 << count)
    jobs[job] = (count, .now + .seconds(seconds))
    return seconds
  }
}
