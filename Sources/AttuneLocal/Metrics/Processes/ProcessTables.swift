// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// One table of processes for all followers: it is read again when it is older than a fifth of a second.
final class ProcessTables: Sendable {
  private static let freshness = Duration.milliseconds(200)

  private let latest = Mutex<(table: ProcessTable, time: ContinuousClock.Instant)?>(nil)

  func table() -> ProcessTable {
    latest.withLock { latest in
      if let latest, latest.time.duration(to: .now) < Self.freshness { return latest.table }
      let table = ProcessTable.now()
      latest = (table, .now)
      return table
    }
  }
}
