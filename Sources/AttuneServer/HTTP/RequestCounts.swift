// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// How many requests were answered, by HTTP status, since the server started.
final class RequestCounts: Sendable {
  private let counts = Mutex<[Int: Int]>([:])

  func count(status: Int) { counts.withLock { $0[status, default: 0] += 1 } }

  var byStatus: [Int: Int] { counts.withLock { $0 } }
}
