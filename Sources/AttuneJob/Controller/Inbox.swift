// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Where everyone leaves messages for the loop; the loop takes all there are at once.
///
/// A class, since its identity is the point: senders and the loop share one.
final class Inbox: Sendable {
  enum Message: Sendable {
    case event(JobEvent)
    case command(PostedCommand)
    case signal(JobController.Signal)
    /// So much running time has passed.
    case alarm(JobController.Alarm)
    /// A launch that waited was given up: the next life owes it.
    case withheld(Attempt)
    /// The job may be exported again.
    case exportRested
    /// The job can't be run here.
    case refusal(TrialExecutorError)
  }

  private let waiting = Mutex<[Message]>([])
  private let wakeUps: AsyncStream<Void>
  private let wakeUp: AsyncStream<Void>.Continuation

  init() {
    (wakeUps, wakeUp) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func post(_ message: Message) {
    waiting.withLock { $0.append(message) }
    wakeUp.yield()
  }

  func post(_ event: JobEvent) { post(.event(event)) }

  /// Whether the word to leave at once waits among the messages.
  var isToldToDetach: Bool {
    waiting.withLock { waiting in
      waiting.contains { if case .signal(.detach) = $0 { true } else { false } }
    }
  }

  /// Never empty; in the order in which they came. Ends when the consumer is cancelled.
  var batches: some AsyncSequence<[Message], Never> {
    wakeUps.compactMap { [self] in
      let batch = waiting.withLock { waiting in
        defer { waiting = [] }
        return waiting
      }
      return batch.isEmpty ? nil : batch
    }
  }
}
