// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct `The running time of a job` {
  private func workshop(_ limits: JobLimits) async throws -> (ScriptedTrialExecutor, Workshop) {
    let executor = ScriptedTrialExecutor()
    var spec = try JobSpec.sample(maxTrials: limits.maxTrials, parallel: limits.maxParallelTrials)
    spec.limits = limits
    return (executor, try await Workshop(spec, executor: executor))
  }

  /// The reader of the command table and the alarm sleep; trainers don't.
  private func pass(_ time: Duration, in workshop: Workshop) async {
    await workshop.clock.untilAsleep(2)
    workshop.clock.advance(by: time)
  }

  @Test func `ends a life, and the next at once, until there is more`() async throws {
    let (executor, workshop) = try await workshop(JobLimits(maxTrials: 2, maxRunningTime: .seconds(60)))
    let news = NewsLog()
    async let first = workshop.life(news)
    await news.untilLive(1)
    await pass(.seconds(61), in: workshop)
    #expect(try await first == .outOfTime)
    #expect(executor.running.isEmpty)
    #expect(try await workshop.life() == .outOfTime)
    #expect(executor.launched.count == 1)
    #expect(try await workshop.history?.summary.message.contains("its maxRunningTime of 1 min") == true)
    try await workshop.post(.amend(JobLimits(maxTrials: 2, maxRunningTime: .seconds(600))))
    async let third = workshop.life()
    for count in 2...3 {
      await executor.waitForLaunches(count)
      for attempt in executor.running { executor.end(attempt) }
    }
    #expect(try await third == .finished(.succeeded))
  }

  @Test func `that is a budget lets what runs end`() async throws {
    let (executor, workshop) = try await workshop(JobLimits(maxTrials: 9, timeBudget: .seconds(60)))
    let news = NewsLog()
    async let ending = workshop.life(news)
    await news.untilLive(1)
    await pass(.seconds(61), in: workshop)
    await news.untilRecorded { $0 == .timeUp(.timeBudget) }
    for attempt in executor.running { executor.end(attempt) }
    #expect(try await ending == .finished(.succeeded))
    #expect(executor.launched.count == 1)
  }
}
