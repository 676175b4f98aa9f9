// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// What a trainer said: both logs, merged by the time at which each line was first seen.
package struct TrialLog: Sendable {
  package struct Line: Sendable, Hashable {
    package let time: Timestamp
    package let stream: LogStream
    /// As it was written, invalid UTF-8 repaired. Not safe for a terminal: see `TerminalText`.
    package let text: String
  }

  private let paths: TrialPaths
  private let hasEnded: @Sendable () async -> Bool

  /// The lines there are now.
  package init(of paths: TrialPaths) { self.init(of: paths) { true } }

  /// Lines as they come, until `hasEnded` and everything is read.
  package init(of paths: TrialPaths, until hasEnded: @escaping @Sendable () async -> Bool) {
    self.paths = paths
    self.hasEnded = hasEnded
  }
}

extension TrialLog: AsyncSequence {
  package struct Iterator: AsyncIteratorProtocol {
    private var merge: LogMerge
    private let hasEnded: @Sendable () async -> Bool
    private var isLast = false

    fileprivate init(_ log: TrialLog) {
      merge = LogMerge(log.paths)
      hasEnded = log.hasEnded
    }

    /// Looks for more four times a second; throws `CancellationError` when cancelled meanwhile.
    package mutating func next() async throws -> Line? {
      while true {
        if let line = try merge.next(isLast: isLast) { return line }
        if isLast { return nil }
        // What was written before the end is read once more after it.
        isLast = await hasEnded()
        if !isLast { try await Task.sleep(for: .milliseconds(250)) }
      }
    }
  }

  package func makeAsyncIterator() -> Iterator { Iterator(self) }
}
