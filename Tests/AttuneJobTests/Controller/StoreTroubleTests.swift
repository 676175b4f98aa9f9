// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A store in trouble` {
  @Test func `lets nothing new start until it can be written again`() async throws {
    let (executor, news) = (ScriptedTrialExecutor(), NewsLog())
    let workshop = try await Workshop(.sample(maxTrials: 4, parallel: 2), executor: executor)
    async let ending = workshop.life(news)
    await news.untilLive(2)
    workshop.store.fail(with: JobStoreError(.unavailable, "no space left on device"))
    executor.end(Attempt(trial: Trial.ID(1), number: 1))
    await news.until { if case .waitingForStore = $0 { true } else { false } }
    for _ in 0..<5 {
      // The reader of the command table, and the loop that waits for the store.
      await workshop.clock.untilAsleep(2)
      workshop.clock.advance(by: .milliseconds(500))
    }
    #expect(executor.launched.count == 2)
    #expect(executor.running == [Attempt(trial: Trial.ID(2), number: 1)])
    #expect(news.waits == ["no space left on device"])
    await workshop.clock.untilAsleep(2)
    workshop.store.fail(with: nil)
    workshop.clock.advance(by: .milliseconds(500))
    await executor.waitForLaunches(3)
    executor.end(Attempt(trial: Trial.ID(2), number: 1))
    executor.end(Attempt(trial: Trial.ID(3), number: 1))
    await executor.waitForLaunches(4)
    executor.end(Attempt(trial: Trial.ID(4), number: 1))
    #expect(try await ending == .finished(.succeeded))
    #expect(news.entries == (try await workshop.store.load(workshop.job).journal))
  }

  @Test func `is left at once, also by a word that came together with what can't be written`() async throws {
    let (signals, word) = AsyncStream.makeStream(of: JobController.Signal.self)
    let executor = ScriptedTrialExecutor()
    var workshop = try await Workshop(.sample(maxTrials: 1, parallel: 1), executor: executor)
    workshop.interlude = { [store = workshop.store] news in
      guard case .recorded(let entries, _) = news, entries.contains(where: { $0.event.isLaunch }) else { return }
      store.fail(with: JobStoreError(.unavailable, "no space left on device"))
      word.yield(.detach)
      word.yield(.interrupt)
      // Both are in the inbox before the loop goes on.
      for _ in 0..<1_000 { await Task.yield() }
    }
    let (clock, told) = (workshop.clock, workshop)
    async let ending = told.life(signals: signals)
    await executor.waitForLaunches(1)
    // The reader of the command table, and the loop that waits for the store.
    await clock.untilAsleep(2)
    clock.advance(by: .milliseconds(125))
    #expect(try await ending == .detached)
    #expect(executor.running.count == 1)
  }

  @Test func `ends the loop when the lease is lost, and harms no trainer`() async throws {
    let (executor, news) = (ScriptedTrialExecutor(), NewsLog())
    let workshop = try await Workshop(.sample(maxTrials: 4, parallel: 2), executor: executor)
    let lost = JobStoreError(.leaseLost, "another process runs the job now")
    async let ending = workshop.life(news)
    await news.untilLive(2)
    workshop.store.fail(with: lost)
    executor.end(Attempt(trial: Trial.ID(1), number: 1))
    do {
      let ending = try await ending
      Issue.record("the loop ended with \(ending)")
    } catch {
      #expect(error as? JobStoreError == lost)
    }
    #expect(executor.running == [Attempt(trial: Trial.ID(2), number: 1)])
    #expect(executor.stopped.isEmpty)
    #expect(try await workshop.store.owner(of: workshop.job) == nil)
  }

  @Test func `starts nothing before the lease is held`() async throws {
    let executor = ScriptedTrialExecutor()
    let workshop = try await Workshop(.sample(), executor: executor)
    workshop.store.fail(with: JobStoreError(.leaseLost, "gone"))
    await #expect(throws: JobStoreError(.leaseLost, "gone")) { try await workshop.life() }
    #expect(executor.launched.isEmpty)
  }
}

extension JobEvent {
  fileprivate var isLaunch: Bool { if case .launched = self { true } else { false } }
}
