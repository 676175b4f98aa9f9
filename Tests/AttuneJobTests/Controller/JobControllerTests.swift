// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A job controller` {
  private static func endsAtOnce(_ launch: TrialLaunch) -> ScriptedTrialExecutor.Behaviour {
    .exits(TrialExit(status: .exited(0)))
  }

  @Test func `runs a job of three hours in no time`() async throws {
    let clock = ManualClock()
    let executor = TimedExecutor(clock: clock, duration: .seconds(36 * 60))
    let workshop = try await Workshop(.sample(maxTrials: 10, parallel: 2), clock: clock, executor: executor)
    async let ending = workshop.life()
    for _ in 0..<5 {
      // Two trainers, and the reader of the command table.
      await clock.untilAsleep(3)
      clock.advance(by: .seconds(36 * 60))
    }
    #expect(try await ending == .finished(.succeeded))
    #expect(executor.scripted.launched.count == 10)
    #expect(executor.scripted.mostAtOnce == 2)
    let summary = try #require(try await workshop.history?.summary)
    #expect(summary.endTime == Timestamp(milliseconds: 3 * 3_600_000))
    #expect(summary.counts == [.succeeded: 10])
  }

  @Test func `records what was read after the exit before the exit`() async throws {
    let executor = ScriptedTrialExecutor(script: Self.endsAtOnce)
    let workshop = try await Workshop(.sample(maxTrials: 3, parallel: 3), executor: executor)
    #expect(try await workshop.life() == .finished(.succeeded))
    for trial in 1...3 {
      let kinds = try await workshop.journal.filter { $0.trial == Trial.ID(trial) }.map { event in
        switch event {
        case .launched: "launched"
        case .seriesChosen: "series"
        case .measured: "measured"
        case .exited: "exited"
        default: "other"
        }
      }
      #expect(kinds == ["launched", "series", "measured", "exited"])
    }
    let finals = try await workshop.store.trials(of: workshop.job).map(\.final)
    #expect(finals == Array(repeating: Trial.Measurement(step: 9, value: 0.5), count: 3))
  }

  @Test func `tells its observer everything once and in order`() async throws {
    let news = NewsLog()
    let executor = ScriptedTrialExecutor(script: Self.endsAtOnce)
    let workshop = try await Workshop(.sample(maxTrials: 20, parallel: 5), executor: executor)
    _ = try await workshop.life(news)
    #expect(news.entries == (try await workshop.store.load(workshop.job).journal))
    guard case .recorded(_, let last) = news.all.last else {
      Issue.record("the last news is not of entries")
      return
    }
    #expect(last == (try await workshop.history))
    #expect(executor.mostAtOnce <= 5)
  }

  @Test func `exports a job that changes all the time now and then, and once it is over`() async throws {
    let executor = ScriptedTrialExecutor(script: Self.endsAtOnce)
    let workshop = try await Workshop(
      .sample(maxTrials: 20, parallel: 5), executor: executor, exportInterval: .seconds(1))
    #expect(try await workshop.life() == .finished(.succeeded))
    #expect(workshop.store.exports.map(\.state) == [.running, .succeeded])
    #expect(workshop.store.exports.last == (try await workshop.history?.summary))
  }

  @Test func `exports what has changed meanwhile as soon as it may`() async throws {
    let (executor, news) = (ScriptedTrialExecutor(), NewsLog())
    let workshop = try await Workshop(
      .sample(maxTrials: 2, parallel: 2), executor: executor, exportInterval: .seconds(1))
    async let ending = workshop.life(news)
    await news.untilLive(2)
    // The reader of the command table, and the export that rests.
    await workshop.clock.untilAsleep(2)
    #expect(workshop.store.exports.last?.counts[.running] == nil)
    workshop.clock.advance(by: .seconds(1))
    await workshop.clock.untilAsleep(2)
    #expect(workshop.store.exports.last?.counts == [.running: 2])
    for number in 1...2 { executor.end(Attempt(trial: Trial.ID(number), number: 1)) }
    #expect(try await ending == .finished(.succeeded))
  }

  @Test func `reports trouble in reading and goes on`() async throws {
    let news = NewsLog()
    let executor = ScriptedTrialExecutor(script: Self.endsAtOnce)
    var workshop = try await Workshop(.sample(maxTrials: 1), executor: executor)
    workshop.metrics.early = { _ in [.trouble("the record at byte 7 is damaged"), .missing(seen: ["loss"])] }
    #expect(try await workshop.life(news) == .finished(.succeeded))
    #expect(news.troubles == ["the record at byte 7 is damaged"])
    #expect(try await workshop.journal.contains(.metricMissing(Trial.ID(1), seen: ["loss"])))
  }

  @Test func `stops a trial when the stopping rule says so`() async throws {
    let executor = ScriptedTrialExecutor { launch in
      launch.attempt.trial.rawValue == 2 ? .runs() : .exits(TrialExit(status: .exited(0)))
    }
    var workshop = try await Workshop(.sample(maxTrials: 2), executor: executor)
    workshop.rule = Impatience()
    workshop.metrics.early = { place in
      [ScriptedMetrics.series, .reading(step: 0, place.folder.hasSuffix("2/1") ? 0.1 : 0.9)]
    }
    workshop.metrics.late = { _ in [] }
    #expect(try await workshop.life() == .finished(.succeeded))
    #expect(executor.stopped.count == 1)
    let record = try await workshop.store.trials(of: workshop.job)[1]
    #expect(record.state == .stopped)
    #expect(record.isStoppedEarly)
    #expect(record.reason == "0.1 is hopeless")
    #expect(record.final == Trial.Measurement(step: 0, value: 0.1))
  }

  private struct Impatience: StoppingRule {
    func verdict(on trial: Trial, in study: Study) -> Verdict {
      guard let last = study.curve(of: trial.id).last, last.value < 0.5 else { return .proceed }
      return .stop("\(last.value) is hopeless")
    }
  }

  @Test func `fails the job when a trainer can't be started`() async throws {
    let refusal = TrialExecutorError(.couldNotStart, "'python9' was not found in PATH")
    let workshop = try await Workshop(
      .sample(maxTrials: 1), executor: ScriptedTrialExecutor { _ in .refuses(refusal) })
    guard case .finished(.failed(let why)) = try await workshop.life() else {
      Issue.record("the job did not fail")
      return
    }
    #expect(why.hasSuffix("the trainer could not be started: 'python9' was not found in PATH"))
  }

  @Test func `fails the job when the optimizer can't work`() async throws {
    var workshop = try await Workshop(.sample(maxTrials: 1), executor: ScriptedTrialExecutor())
    workshop.optimizer.failure = OptimizerError("GRID_SEARCH needs a finite space")
    let ending = try await workshop.life()
    #expect(ending == .finished(.failed("no suggestion could be made: GRID_SEARCH needs a finite space")))
  }

  @Test func `ends when the space is exhausted`() async throws {
    let executor = ScriptedTrialExecutor(script: Self.endsAtOnce)
    var workshop = try await Workshop(.sample(maxTrials: 100, parallel: 4), executor: executor)
    workshop.optimizer.last = 7
    #expect(try await workshop.life() == .finished(.succeeded))
    #expect(executor.launched.count == 7)
  }

  @Test func `does not run a job that someone else runs`() async throws {
    let executor = ScriptedTrialExecutor()
    let workshop = try await Workshop(.sample(), executor: executor)
    _ = try await workshop.store.acquire(workshop.job, as: JobOwner(host: "other", pid: 7))
    await #expect(throws: JobStoreError(.ownedElsewhere, "the job \(workshop.job) is run by process 7 on other")) {
      try await workshop.life()
    }
    #expect(executor.launched.isEmpty)
  }
}
