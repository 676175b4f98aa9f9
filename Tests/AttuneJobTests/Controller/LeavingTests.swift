// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct `Leaving and coming back` {
  private struct Stage {
    let executor: ScriptedTrialExecutor
    let workshop: Workshop
    let news = NewsLog()
    let signals = AsyncStream.makeStream(of: JobController.Signal.self)

    init(trials: Int, parallel: Int, retries: Int = 0) async throws {
      executor = ScriptedTrialExecutor()
      workshop = try await Workshop(
        .sample(maxTrials: trials, parallel: parallel, retries: retries), executor: executor)
    }

    func life() async throws -> JobController.Ending {
      try await workshop.life(news, signals: signals.stream)
    }

    func say(_ signal: JobController.Signal) { signals.continuation.yield(signal) }

    /// Another life in which every trainer ends well.
    func finish() async throws -> JobController.Ending {
      let count = executor.launched.count
      async let ending = workshop.life()
      for attempt in executor.running { executor.end(attempt) }
      let open = try await workshop.store.trials(of: workshop.job).filter { !$0.state.isFinished }
      let waiting = open.filter { $0.state == .queued }.count
      let left = workshop.spec.limits.maxTrials - (try await workshop.store.trials(of: workshop.job).count)
      for launched in count..<(count + waiting + left) {
        await executor.waitForLaunches(launched + 1)
        for attempt in executor.running { executor.end(attempt) }
      }
      return try await ending
    }
  }

  private func attempt(_ trial: Int, _ number: Int = 1) -> Attempt { Attempt(trial: Trial.ID(trial), number: number) }

  @Test func `Ctrl-C once lets running trials end and starts nothing`() async throws {
    let stage = try await Stage(trials: 5, parallel: 2)
    async let ending = stage.life()
    await stage.news.untilLive(2)
    stage.say(.drain)
    await stage.news.until { if case .draining = $0 { true } else { false } }
    stage.executor.end(attempt(1))
    stage.executor.end(attempt(2))
    #expect(try await ending == .suspended)
    #expect(stage.news.draining == [2])
    #expect(stage.executor.launched.count == 2)
    #expect(stage.executor.stopped.isEmpty)
    #expect(try await stage.workshop.states == [.succeeded, .succeeded])
    #expect(try await stage.finish() == .finished(.succeeded))
    #expect(Set(stage.executor.launched.map(\.attempt)) == Set((1...5).map { attempt($0) }))
  }

  @Test func `Ctrl-C once ends the job when nothing is left to start`() async throws {
    let stage = try await Stage(trials: 2, parallel: 2)
    async let ending = stage.life()
    await stage.news.untilLive(2)
    stage.say(.drain)
    await stage.news.until { if case .draining = $0 { true } else { false } }
    stage.executor.end(attempt(1))
    stage.executor.end(attempt(2))
    #expect(try await ending == .finished(.succeeded))
  }

  @Test func `Ctrl-C twice stops the trainers, and their trials run again`() async throws {
    let stage = try await Stage(trials: 3, parallel: 2)
    async let ending = stage.life()
    await stage.news.untilLive(2)
    stage.say(.drain)
    stage.say(.interrupt)
    #expect(try await ending == .suspended)
    #expect(stage.executor.stopped.count == 2)
    #expect(stage.executor.running.isEmpty)
    #expect(try await stage.workshop.states == [.queued, .queued])
    #expect(try await stage.finish() == .finished(.succeeded))
    let launched = Set(stage.executor.launched.map(\.attempt))
    #expect(launched == [attempt(1), attempt(2), attempt(1, 2), attempt(2, 2), attempt(3)])
  }

  @Test func `SIGTERM leaves at once, records nothing, and the trainers are adopted`() async throws {
    let stage = try await Stage(trials: 2, parallel: 2)
    async let ending = stage.life()
    await stage.news.untilLive(2)
    let before = try await stage.workshop.journal
    stage.say(.detach)
    #expect(try await ending == .detached)
    #expect(try await stage.workshop.journal == before)
    #expect(stage.executor.running.count == 2)
    #expect(stage.executor.stopped.isEmpty)
    #expect(try await stage.workshop.store.owner(of: stage.workshop.job) == nil)
    #expect(try await stage.finish() == .finished(.succeeded))
    #expect(stage.executor.launched.count == 2)
  }

  @Test func `a cancelled task leaves as SIGTERM does`() async throws {
    let stage = try await Stage(trials: 2, parallel: 2)
    let ending = try await withThrowingTaskGroup { group in
      group.addTask { try await stage.life() }
      await stage.news.untilLive(2)
      group.cancelAll()
      return try await group.next()
    }
    #expect(ending == .detached)
    #expect(stage.executor.running.count == 2)
  }

  @Test func `a retry that Ctrl-C withheld is started by the next life`() async throws {
    let stage = try await Stage(trials: 1, parallel: 1, retries: 1)
    async let ending = stage.life()
    await stage.news.untilLive(1)
    stage.say(.drain)
    await stage.news.until { if case .draining = $0 { true } else { false } }
    stage.executor.end(attempt(1), with: TrialExit(status: .exited(1)))
    #expect(try await ending == .suspended)
    #expect(stage.executor.launched.count == 1)
    #expect(try await stage.finish() == .finished(.succeeded))
    #expect(stage.executor.launched.map(\.attempt) == [attempt(1), attempt(1, 2)])
  }

  @Test func `cancelling after Ctrl-C also ends what was withheld`() async throws {
    let stage = try await Stage(trials: 2, parallel: 2, retries: 1)
    async let ending = stage.life()
    await stage.news.untilLive(2)
    stage.say(.drain)
    await stage.news.until { if case .draining = $0 { true } else { false } }
    stage.executor.end(attempt(1), with: TrialExit(status: .exited(1)))
    await stage.news.untilRecorded { if case .exited = $0 { true } else { false } }
    try await stage.workshop.post(.cancel)
    await stage.workshop.letCommandsBeRead()
    #expect(try await ending == .finished(.cancelled))
    #expect(try await stage.workshop.states == [.stopped, .stopped])
    #expect(stage.executor.launched.count == 2)
  }

  @Test func `leaving does not wait for a store that can't be written`() async throws {
    let stage = try await Stage(trials: 2, parallel: 1)
    let ending = try await withThrowingTaskGroup { group in
      group.addTask { try await stage.life() }
      await stage.news.untilLive(1)
      stage.workshop.store.fail(with: JobStoreError(.unavailable, "no space left on device"))
      stage.executor.end(attempt(1))
      await stage.news.until { if case .waitingForStore = $0 { true } else { false } }
      stage.say(.detach)
      // The word comes by another task: time goes on until it has arrived.
      group.addTask {
        while !Task.isCancelled {
          stage.workshop.clock.advance(by: .milliseconds(500))
          await Task.yield()
        }
        return .detached
      }
      defer { group.cancelAll() }
      return try await group.next()
    }
    #expect(ending == .detached)
    #expect(try await stage.workshop.history?.machine.liveAttempts == [attempt(1)])
  }

  @Test func `a job whose trainers run on another host is not taken from there`() async throws {
    let stage = try await Stage(trials: 2, parallel: 2)
    async let ending = stage.life()
    await stage.news.untilLive(2)
    stage.say(.detach)
    _ = try await ending
    let elsewhere = TrialExecutorError(.elsewhere, "the trainer was started on host 'a' and this is 'b'")
    let visitor = Workshop(visiting: stage.workshop, with: DistantExecutor(near: stage.executor, error: elsewhere))
    await #expect(throws: elsewhere) { try await visitor.life() }
    #expect(stage.executor.running.count == 2)
    #expect(stage.executor.launched.count == 2)
    #expect(try await stage.finish() == .finished(.succeeded))
    #expect(stage.executor.launched.count == 2)
  }

  /// Sees trainers of another host, and only sees them.
  private struct DistantExecutor: TrialExecutor {
    let near: ScriptedTrialExecutor
    let error: TrialExecutorError

    func place(of attempt: Attempt) -> TrialPlace { near.place(of: attempt) }
    func launch(
      _ launch: TrialLaunch, whileWaiting tell: @Sendable (_ reason: String) async -> Void
    ) async throws(TrialExecutorError) -> TrialHandle { throw error }
    func exit(of handle: TrialHandle, at attempt: Attempt) async throws -> TrialExit { throw error }
    func stop(_ handle: TrialHandle, grace: Duration) async throws(TrialExecutorError) { throw error }
  }
}
