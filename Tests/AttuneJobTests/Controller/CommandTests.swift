// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Commands from the table` {
  @Test func `cancel a running job and stop its trainers`() async throws {
    let (executor, news) = (ScriptedTrialExecutor(), NewsLog())
    let workshop = try await Workshop(.sample(maxTrials: 9, parallel: 2), executor: executor)
    async let ending = workshop.life(news)
    await news.untilLive(2)
    try await workshop.post(.cancel)
    await workshop.letCommandsBeRead()
    #expect(try await ending == .finished(.cancelled))
    #expect(executor.running.isEmpty)
    #expect(executor.launched.count == 2)
    #expect(try await workshop.states == [.stopped, .stopped])
    #expect(try await workshop.store.commands(for: workshop.job).isEmpty)
    #expect(try await workshop.history?.summary.message == "the job was cancelled")
  }

  @Test func `cancel a job before anything is started`() async throws {
    let executor = ScriptedTrialExecutor()
    let workshop = try await Workshop(.sample(maxTrials: 9, parallel: 2), executor: executor)
    try await workshop.post(.cancel)
    #expect(try await workshop.life() == .finished(.cancelled))
    #expect(executor.launched.isEmpty)
    #expect(try await workshop.journal.contains(.suggested([])) == false)
  }

  @Test func `widen a running job`() async throws {
    let (executor, news) = (ScriptedTrialExecutor(), NewsLog())
    let workshop = try await Workshop(.sample(maxTrials: 9, parallel: 1), executor: executor)
    let (signals, signal) = AsyncStream.makeStream(of: JobController.Signal.self)
    async let ending = workshop.life(news, signals: signals)
    await news.untilLive(1)
    try await workshop.post(.amend(JobLimits(maxTrials: 9, maxParallelTrials: 3)))
    await workshop.letCommandsBeRead()
    await news.untilLive(3)
    signal.yield(.detach)
    #expect(try await ending == .detached)
    #expect(try await workshop.history?.spec.limits.maxParallelTrials == 3)
  }

  @Test func `narrow a job before its interrupted trials run again`() async throws {
    let (executor, news) = (ScriptedTrialExecutor(), NewsLog())
    let workshop = try await Workshop(.sample(maxTrials: 4, parallel: 4), executor: executor)
    let (signals, signal) = AsyncStream.makeStream(of: JobController.Signal.self)
    async let first = workshop.life(news, signals: signals)
    await news.untilLive(4)
    signal.yield(.interrupt)
    #expect(try await first == .suspended)
    try await workshop.post(.amend(JobLimits(maxTrials: 4, maxParallelTrials: 1)))
    async let second = workshop.life()
    for count in 5...8 {
      await executor.waitForLaunches(count)
      #expect(executor.running.count == 1)
      for attempt in executor.running { executor.end(attempt) }
    }
    #expect(try await second == .finished(.succeeded))
  }

  @Test func `interrupt a job as Ctrl-C twice does`() async throws {
    let (executor, news) = (ScriptedTrialExecutor(), NewsLog())
    let workshop = try await Workshop(.sample(maxTrials: 4, parallel: 2), executor: executor)
    async let ending = workshop.life(news)
    await news.untilLive(2)
    try await workshop.post(.interrupt)
    await workshop.letCommandsBeRead()
    #expect(try await ending == .suspended)
    #expect(try await workshop.states == [.queued, .queued])
  }

  @Test func `reopen a failed job that has trials left`() async throws {
    let executor = ScriptedTrialExecutor { launch in
      .exits(TrialExit(status: .exited(launch.attempt.trial.rawValue <= 3 ? 1 : 0)))
    }
    let workshop = try await Workshop(.sample(maxTrials: 5), executor: executor)
    guard case .finished(.failed) = try await workshop.life() else {
      Issue.record("the job did not fail")
      return
    }
    guard case .finished(.failed) = try await workshop.life() else {
      Issue.record("a failed job must stay failed until it is reopened")
      return
    }
    try await workshop.post(.reopen)
    #expect(try await workshop.life() == .finished(.succeeded))
    #expect(try await workshop.states == [.failed, .failed, .failed, .succeeded, .succeeded])
  }
}
