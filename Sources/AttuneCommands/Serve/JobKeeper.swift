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
      for await _ in calls { await look() }
      group.cancelAll()
    }
  }

  private func look() async {
    do {
      for (job, error) in try await UnattendedJobs(service: service, home: home).goOn() {
        StandardError.say("job \(job) has no controller: \(error)")
      }
    } catch {
      StandardError.say("could not look after the jobs: \(error)")
    }
  }
}
