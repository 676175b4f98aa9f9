// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import AttuneTesting
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct `A launch that the machine can't do now` {
  private static let full = "could not launch attempt 1/1: no space left on device"

  /// Refuses for want of space until it is told that there is some.
  private final class Disk: Sendable {
    private let isFull = Mutex(true)
    func free() { isFull.withLock { $0 = false } }

    func behaviour(_ launch: TrialLaunch) -> ScriptedTrialExecutor.Behaviour {
      isFull.withLock { $0 } ? .refuses(TrialExecutorError(.unavailable, full)) : .exits(TrialExit(status: .exited(0)))
    }
  }

  private let disk = Disk()
  private let news = NewsLog()
  private let signals = AsyncStream.makeStream(of: JobController.Signal.self)
  private let executor: ScriptedTrialExecutor
  private let workshop: Workshop

  init() async throws {
    let disk = disk
    executor = ScriptedTrialExecutor(script: disk.behaviour)
    workshop = try await Workshop(.sample(maxTrials: 1, parallel: 1), executor: executor)
  }

  private func untilItWaits() async {
    await news.untilRecorded { if case .delayed = $0 { true } else { false } }
    // The reader of the command table, and the launch.
    await workshop.clock.untilAsleep(2)
  }

  @Test func `waits, says why once, and succeeds when it can`() async throws {
    async let ending = workshop.life(news)
    for _ in 0..<4 {
      await untilItWaits()
      workshop.clock.advance(by: .seconds(2))
    }
    await untilItWaits()
    disk.free()
    workshop.clock.advance(by: .seconds(2))
    #expect(try await ending == .finished(.succeeded))
    let delays = try await workshop.journal.compactMap { if case .delayed(_, let why) = $0 { why } else { nil } }
    #expect(delays == ["waiting for the store: \(Self.full)"])
    #expect(executor.launched.map(\.attempt) == [Attempt(trial: Trial.ID(1), number: 1)])
    #expect(try await workshop.store.trials(of: workshop.job).first?.reason.contains("waiting") == false)
  }

  @Test func `is given up at Ctrl-C, and the next life does it`() async throws {
    async let ending = workshop.life(news, signals: signals.stream)
    await untilItWaits()
    #expect(try await workshop.store.trials(of: workshop.job).first?.reason == "waiting for the store: \(Self.full)")
    signals.continuation.yield(.drain)
    #expect(try await ending == .suspended)
    disk.free()
    #expect(try await workshop.life() == .finished(.succeeded))
    #expect(executor.launched.count == 1)
  }

  @Test func `is given up when the job is cancelled`() async throws {
    async let ending = workshop.life(news)
    await untilItWaits()
    try await workshop.post(.cancel)
    workshop.clock.advance(by: .milliseconds(250))
    #expect(try await ending == .finished(.cancelled))
    #expect(try await workshop.states == [.stopped])
    #expect(executor.launched.isEmpty)
  }

  @Test func `is left at once at SIGTERM`() async throws {
    async let ending = workshop.life(news, signals: signals.stream)
    await untilItWaits()
    signals.continuation.yield(.detach)
    #expect(try await ending == .detached)
    disk.free()
    #expect(try await workshop.life() == .finished(.succeeded))
  }
}
