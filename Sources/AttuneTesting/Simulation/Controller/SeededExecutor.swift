// SPDX-License-Identifier: Apache-2.0
import AttuneStudy
import Synchronization

/// Runs the pieces of concurrent tasks one after the other on the caller's thread, in an order that is drawn from a seed:
/// another seed is another interleaving, and the same seed is the same one for ever.
///
/// A class, since its identity is the point: tasks hold on to the one they were started on.
public final class SeededExecutor: TaskExecutor {
  private struct State {
    var random: SplitMix64
    var waiting: [UnownedJob] = []
  }

  private let state: Mutex<State>

  public init(seed: UInt64) { state = Mutex(State(random: SplitMix64(state: seed))) }

  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.withLock { $0.waiting.append(job) }
  }

  /// Runs a task from one suspension to the next; false if every task waits for something else.
  public func runNext() -> Bool {
    let next = state.withLock { state -> UnownedJob? in
      guard !state.waiting.isEmpty else { return nil }
      return state.waiting.remove(at: state.random.below(state.waiting.count))
    }
    next?.runSynchronously(on: asUnownedTaskExecutor())
    return next != nil
  }
}
