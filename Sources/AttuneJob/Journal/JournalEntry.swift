// SPDX-License-Identifier: Apache-2.0

/// An event and the moment at which it was recorded.
public struct JournalEntry: Sendable, Hashable {
  public let time: Timestamp
  public let event: JobEvent

  public init(time: Timestamp, event: JobEvent) {
    self.time = time
    self.event = event
  }
}
