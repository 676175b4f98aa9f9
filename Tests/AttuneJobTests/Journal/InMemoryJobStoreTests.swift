// SPDX-License-Identifier: Apache-2.0
import AttuneTesting
import Testing

@Suite struct `A job store in memory` {
  @Test func `keeps the laws of a job store`() async throws {
    let store = InMemoryJobStore()
    try await checkJobStore { store }
  }
}
