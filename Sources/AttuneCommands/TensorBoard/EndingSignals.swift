// SPDX-License-Identifier: Apache-2.0
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The signals that end a command which has something to put away first.
struct EndingSignals {
  let exits: AsyncStream<AttuneExit>
  /// Kept so that the sources live as long as the stream.
  private let sources: [any DispatchSourceSignal]

  init() {
    let (exits, continuation) = AsyncStream<AttuneExit>.makeStream()
    let meanings: [(Int32, AttuneExit)] = [(SIGINT, .interrupted), (SIGTERM, .terminated), (SIGHUP, .terminated)]
    let queue = DispatchQueue(label: "attune.signals")
    sources = meanings.map { number, exit in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { continuation.yield(exit) }
      source.activate()
      return source
    }
    signal(SIGPIPE, SIG_IGN)
    self.exits = exits
  }
}
