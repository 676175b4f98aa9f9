// SPDX-License-Identifier: Apache-2.0
import AttuneLocal
import AttuneTesting
import Testing

@Suite struct `A job store in SQLite` {
  @Test func `keeps the laws of a job store`() async throws {
    let home = try TemporaryHome()
    try await checkJobStore { home.store }
  }
}
