// SPDX-License-Identifier: Apache-2.0
import AttuneTesting
import Testing

@Suite struct `A study store in memory` {
  @Test func `keeps the laws of a study store`() async throws {
    let store = InMemoryStudyStore()
    try await checkStudyStore { store }
  }
}
