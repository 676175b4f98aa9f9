// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Testing

@Suite struct `A deduplicator` {
  private typealias Told = (step: Int, wallTime: Double, value: Double, file: UInt32)

  @Test func `drops a record that another file has told`() {
    let told: [Told] = [
      (1, 2, 0.5, 0), (1, 2, 0.5, 1), (1, 2, 0.25, 1), (1, 3, 0.5, 1), (2, 2, 0.5, 1), (2, 2, 0.5, 0),
    ]
    #expect(news(told) == [true, false, true, true, true, false])
  }

  @Test func `keeps a record that one file tells twice`() {
    #expect(news([(0, 0, 0.5, 3), (0, 0, 0.5, 3)]) == [true, true])
  }

  @Test func `remembers its last records, and no more than twice as many`() {
    let original: [Told] = (0..<100).map { ($0, 0, 0, 0) }
    let copied: [Told] = (90..<100).map { ($0, 0, 0, 1) }
    let forgotten: [Told] = [(0, 0, 0, 1)]
    #expect(
      news(original + copied + forgotten, capacity: 10)
        == original.map { _ in true } + copied.map { _ in false } + [true])
  }

  private func news(_ told: [Told], capacity: Int = 1_000) -> [Bool] {
    var seen = Deduplicator(capacity: capacity)
    return told.map { seen.isNew(step: $0.step, wallTime: $0.wallTime, value: $0.value, in: $0.file) }
  }
}
