// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A launch that waits for what others use` {
  /// There is room for trial 1 only; others wait until they are called back.
  private struct BusyExecutor: TrialExecutor {
    let scripted = ScriptedTrialExecutor()

    func place(of attempt: Attempt) -> TrialPlace { scripted.place(of: attempt) }

    func launch(
      _ launch: TrialLaunch, whileWaiting tell: @Sendable (_ reason: String) async -> Void
    ) async throws(TrialExecutorError) -> TrialHandle {
      guard launch.attempt.trial.rawValue > 1 else { return try await scripted.launch(launch, whileWaiting: tell) }
      await tell("waiting for 1 GPU")
      for await _ in AsyncStream<Never>.makeStream().stream {}
      throw TrialExecutorError(.system, "the launch was cancelled")
    }

    func exit(of handle: TrialHandle, at attempt: Attempt) async throws -> TrialExit {
      try await scripted.exit(of: handle, at: attempt)
    }

    func stop(_ handle: TrialHandle, grace: Duration) async throws(TrialExecutorError) {
      try await scripted.stop(handle, grace: grace)
    }
  }

  private static let second = Attempt(trial: Trial.ID(2), number: 1)

  private func begin() async throws -> (BusyExecutor, Workshop) {
    let executor = BusyExecutor()
    return (executor, try await Workshop(.sample(maxTrials: 2, parallel: 2), executor: executor))
  }

  private func untilDelayed(_ news: NewsLog) async {
    await news.untilLive(1)
    await news.untilRecorded { $0 == .delayed(Self.second, "waiting for 1 GPU") }
  }

  @Test func `is called back by cancelling, and its trial was stopped`() async throws {
    let (executor, workshop) = try await begin()
    let news = NewsLog()
    async let ending = workshop.life(news)
    await untilDelayed(news)
    try await workshop.post(.cancel)
    await workshop.letCommandsBeRead()
    #expect(try await ending == .finished(.cancelled))
    #expect(try await workshop.states == [.stopped, .stopped])
    #expect(executor.scripted.running.isEmpty)
  }

  @Test func `is called back by Ctrl-C, and owed by the next life`() async throws {
    let (executor, workshop) = try await begin()
    let news = NewsLog()
    let signals = AsyncStream.makeStream(of: JobController.Signal.self)
    async let ending = workshop.life(news, signals: signals.stream)
    await untilDelayed(news)
    signals.continuation.yield(.drain)
    await news.until { if case .draining = $0 { true } else { false } }
    executor.scripted.end(Attempt(trial: Trial.ID(1), number: 1))
    #expect(try await ending == .suspended)
    #expect(try await workshop.states == [.succeeded, .queued])
    let room = Workshop(visiting: workshop, with: executor.scripted)
    async let next = room.life()
    await executor.scripted.waitForLaunches(2)
    #expect(executor.scripted.launched.last?.attempt == Self.second)
    executor.scripted.end(Self.second)
    #expect(try await next == .finished(.succeeded))
  }

  @Test func `does not hold up leaving`() async throws {
    let (_, workshop) = try await begin()
    let news = NewsLog()
    let signals = AsyncStream.makeStream(of: JobController.Signal.self)
    async let ending = workshop.life(news, signals: signals.stream)
    await untilDelayed(news)
    signals.continuation.yield(.detach)
    #expect(try await ending == .detached)
  }
}
