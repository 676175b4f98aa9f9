// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Turns the process's signals into what they mean to a controller.
///
/// Ctrl-C once drains, twice interrupts; SIGTERM leaves at once; SIGHUP is only the terminal going away.
struct SignalStream {
  let signals: AsyncStream<JobController.Signal>
  /// Kept so that the sources live as long as the stream.
  private let sources: [any DispatchSourceSignal]

  init() {
    let (signals, continuation) = AsyncStream<JobController.Signal>.makeStream()
    let interrupts = Counter()
    for ignored in [SIGINT, SIGTERM, SIGHUP, SIGPIPE] { signal(ignored, SIG_IGN) }
    let queue = DispatchQueue(label: "attune.signals")
    let interrupt = DispatchSource.makeSignalSource(signal: SIGINT, queue: queue)
    interrupt.setEventHandler { continuation.yield(interrupts.next() == 1 ? .drain : .interrupt) }
    let terminate = DispatchSource.makeSignalSource(signal: SIGTERM, queue: queue)
    terminate.setEventHandler { continuation.yield(.detach) }
    interrupt.activate()
    terminate.activate()
    self.signals = signals
    sources = [interrupt, terminate]
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
      count.withLock { count in
        count += 1
        return count
      }
    }
  }
}
