// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `The measurement table` {
  /// What a study would hold, without thinning.
  private struct Fold {
    var curves: [Trial.ID: Curve] = [:]

    mutating func apply(_ event: JobEvent) {
      switch event {
      case .measured(let trial, let readings, _):
        for reading in readings { curves[trial, default: Curve()].record(reading) }
      case .seriesChosen(let trial, _): curves[trial] = nil
      case .launched(let attempt, _): curves[attempt.trial] = nil
      default: break
      }
    }

    var points: [Trial.ID: [Trial.Measurement]] {
      curves.mapValues(\.points).filter { !$0.value.isEmpty }
    }
  }

  @Test(arguments: [InMemoryOrSQLite.inMemory, .sqlite], 1...12)
  func `equals the fold of the journal`(_ kind: InMemoryOrSQLite, _ seed: Int) async throws {
    let home = try TemporaryHome()
    let store: any JobStore = kind == .sqlite ? home.store : InMemoryJobStore()
    let id = try JobID("law")
    try await store.create(JournalSample.spec, id: id, at: Timestamp(milliseconds: 1))
    let lease = try await store.acquire(id, as: TemporaryHome.owner)
    var random = SplitMix64(state: UInt64(seed)), fold = Fold()
    for round in 0..<40 {
      let batch = (0..<random.choice(4)).map { _ in JobEvent.random(&random) }
      for event in batch { fold.apply(event) }
      let entries = batch.map { JournalEntry(time: Timestamp(milliseconds: Int64(round)), event: $0) }
      try await store.append(entries, rows: [], under: lease)
      #expect(try await store.measurements(of: id) == fold.points, "after round \(round)")
    }
    await store.release(lease)
  }
}

enum InMemoryOrSQLite: Sendable {
  case inMemory, sqlite
}

extension SplitMix64 {
  fileprivate mutating func choice(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}

extension JobEvent {
  /// One of the three kinds that touch a curve; mostly readings that mostly go forward.
  fileprivate static func random(_ random: inout SplitMix64) -> JobEvent {
    let trial = Trial.ID(1 + random.choice(3))
    switch random.choice(12) {
    case 0: return .seriesChosen(trial, MetricSeries(directory: "", tag: "loss", description: "the only one"))
    case 1:
      let handle = TrialHandle(host: "h", bootID: "b", pid: 1, startTicks: 1)
      return .launched(Attempt(trial: trial, number: 1), handle)
    default:
      var step = random.choice(20)
      let readings = (0..<random.choice(6)).map { _ in
        step += random.choice(5) - 1
        let odd = random.choice(10)
        return Trial.Reading(step: step, value: odd == 0 ? .nan : odd == 1 ? -.infinity : random.unit())
      }
      return .measured(trial, readings, at: Position(file: "f", offset: step))
    }
  }
}
