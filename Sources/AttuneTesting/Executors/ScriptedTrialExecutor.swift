// SPDX-License-Identifier: Apache-2.0
public import AttuneJob
import AttuneStudy
import Synchronization

/// Trainers that exist in memory only and do what a script says: for tests of what runs above an executor.
public final class ScriptedTrialExecutor: TrialExecutor {
  public enum Behaviour: Sendable, Hashable {
    case exits(TrialExit)
    /// Until `end` or `stop`; `stopped` is its exit then.
    case runs(stopped: TrialExit = TrialExit(status: .killed(signal: 15)))
    case refuses(TrialExecutorError)
  }

  fileprivate struct Run {
    let launch: TrialLaunch
    let handle: TrialHandle
    let stopped: TrialExit
    var exit: TrialExit?
    var waiting: [AsyncStream<TrialExit>.Continuation] = []
  }

  fileprivate struct State {
    var runs: [Attempt: Run] = [:]
    var launched: [TrialLaunch] = []
    var stopped: [TrialHandle] = []
    var mostAtOnce = 0
    var waiting: [(count: Int, continuation: AsyncStream<Never>.Continuation)] = []

    var running: [Attempt] { runs.values.filter { $0.exit == nil }.map(\.launch.attempt) }
  }

  private let script: @Sendable (TrialLaunch) -> Behaviour
  private let folder: String
  private let state = Mutex(State())

  /// - Parameter folder: below which the attempts claim to live; nothing is written there.
  public init(
    folder: String = "/scripted", script: @escaping @Sendable (TrialLaunch) -> Behaviour = { _ in .runs() }
  ) {
    self.folder = folder
    self.script = script
  }

  public func place(of attempt: Attempt) -> TrialPlace {
    let own = "\(folder)/\(attempt)"
    return TrialPlace(folder: own, workingDirectory: "\(own)/work")
  }

  public func launch(
    _ launch: TrialLaunch, whileWaiting tell: @Sendable (_ reason: String) async -> Void
  ) async throws(TrialExecutorError) -> TrialHandle {
    try state.withLock { state throws(TrialExecutorError) in
      if let known = state.runs[launch.attempt] { return known.handle }
      let handle = TrialHandle(host: "scripted", bootID: "", pid: state.launched.count + 1, startTicks: 0)
      switch script(launch) {
      case .refuses(let error): throw error
      case .exits(let exit):
        state.runs[launch.attempt] = Run(launch: launch, handle: handle, stopped: exit, exit: exit)
      case .runs(let stopped):
        state.runs[launch.attempt] = Run(launch: launch, handle: handle, stopped: stopped)
      }
      state.record(launch)
      return handle
    }
  }

  public func exit(of handle: TrialHandle, at attempt: Attempt) async throws -> TrialExit {
    let (exits, continuation) = AsyncStream.makeStream(of: TrialExit.self)
    state.withLock { state in
      if let exit = state.runs[attempt].map(\.exit) ?? TrialExit(status: .lost) {
        continuation.yield(exit)
      } else {
        state.runs[attempt]?.waiting.append(continuation)
      }
    }
    for await exit in exits { return exit }
    throw CancellationError()
  }

  public func stop(_ handle: TrialHandle, grace: Duration) async throws(TrialExecutorError) {
    state.withLock { state in
      state.stopped.append(handle)
      guard let run = state.runs.values.first(where: { $0.handle == handle }) else { return }
      state.end(run.launch.attempt, with: run.stopped)
    }
  }
}

// MARK: - What a test does and asks

extension ScriptedTrialExecutor {
  /// Ends a running attempt.
  public func end(_ attempt: Attempt, with exit: TrialExit = TrialExit(status: .exited(0))) {
    state.withLock { $0.end(attempt, with: exit) }
  }

  /// In the order of their launch; a repeated launch is not counted.
  public var launched: [TrialLaunch] { state.withLock { $0.launched } }

  /// By trial, then attempt.
  public var running: [Attempt] {
    state.withLock { $0.running }.sorted { ($0.trial, $0.number) < ($1.trial, $1.number) }
  }

  public var stopped: [TrialHandle] { state.withLock { $0.stopped } }

  /// The largest number of attempts that ran at the same time.
  public var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

  /// Returns once `count` attempts were launched, running or not; also when the task is cancelled.
  public func waitForLaunches(_ count: Int) async {
    let (reached, continuation) = AsyncStream.makeStream(of: Never.self)
    state.withLock { state in
      if state.launched.count >= count {
        continuation.finish()
      } else {
        state.waiting.append((count, continuation))
      }
    }
    for await _ in reached {}
  }
}

extension ScriptedTrialExecutor.State {
  fileprivate mutating func record(_ launch: TrialLaunch) {
    launched.append(launch)
    mostAtOnce = max(mostAtOnce, running.count)
    for waiter in waiting where waiter.count <= launched.count { waiter.continuation.finish() }
    waiting.removeAll { $0.count <= launched.count }
  }

  fileprivate mutating func end(_ attempt: Attempt, with exit: TrialExit) {
    guard let run = runs[attempt], run.exit == nil else { return }
    runs[attempt]?.exit = exit
    runs[attempt]?.waiting = []
    for waiter in run.waiting { waiter.yield(exit) }
  }
}
