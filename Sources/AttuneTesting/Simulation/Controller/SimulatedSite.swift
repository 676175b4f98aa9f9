// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Synchronization

/// One life of a controller, as its wires see it: once it is over, they lead nowhere.
final class SimulatedLife: Sendable {
  let number: Int
  private let over = Atomic(false)
  private let death: AsyncStream<Never>
  private let deathBringer: AsyncStream<Never>.Continuation

  init(_ number: Int) {
    self.number = number
    (death, deathBringer) = AsyncStream.makeStream()
  }

  var isOver: Bool { over.load(ordering: .relaxed) }

  func end() {
    over.store(true, ordering: .relaxed)
    deathBringer.finish()
  }

  /// Works until the work is done or the life is over.
  func lasting<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
      defer { group.cancelAll() }
      group.addTask { try await work() }
      group.addTask { [death] in
        for await _ in death {}
        return nil
      }
      guard let value = try await group.next() ?? nil else { throw CancellationError() }
      return value
    }
  }
}

/// What outlives a controller: the store's disk, and the trainers. A class, since all lives share the one.
final class SimulatedSite: Sendable {
  static let tick = 100

  struct State {
    var random: SplitMix64
    var processes: [Attempt: SimulatedProcess] = [:]
    var alive: [Attempt] = []
    var epoch = 0
    var isWritable = true
    var isLaunchable = true
    var commands: [PostedCommand] = []
    var posted = 0
    var chronicle: Chronicle
    var journal: [JournalEntry] = []
  }

  let clock = ManualClock()
  let spec: JobSpec
  let seed: UInt64
  let weather: Weather
  let trouble: Trouble
  private let state: Mutex<State>

  init(_ spec: JobSpec, seed: UInt64, weather: Weather, trouble: Trouble) {
    self.spec = spec
    self.seed = seed
    self.weather = weather
    self.trouble = trouble
    state = Mutex(State(random: SplitMix64(state: seed), chronicle: Chronicle(spec)))
  }

  var now: Int { Int(clock.now.offset / .milliseconds(1)) }

  /// Reads or changes the world; trainers whose time has come are gone before.
  func with<Value>(_ body: (inout State) throws -> sending Value) rethrows -> Value {
    let now = now
    return try state.withLock { state in
      reap(&state, at: now)
      return try body(&state)
    }
  }

  func note(_ occurrence: Chronicle.Occurrence, life: Int = 0) {
    let now = now
    with { $0.note(occurrence, at: now, life: life) }
  }

  private func reap(_ state: inout State, at now: Int) {
    let gone = state.alive.compactMap { attempt in state.processes[attempt].map { (attempt, $0) } }
      .filter { $0.1.ends * Self.tick <= now }
    // In the order of their ends, whoever looks late.
    for (attempt, process) in gone.sorted(by: { ($0.1.ends, $0.0.trial) < ($1.1.ends, $1.0.trial) }) {
      state.alive.removeAll { $0 == attempt }
      let written = process.readings(by: process.ends)
      state.note(.ended(attempt, process.exit, written: written), at: process.ends * Self.tick, life: 0)
    }
  }

  /// Death comes here and now, if the dice say so.
  func risk(_ life: SimulatedLife) {
    guard !life.isOver, trouble.deathAtWork > 0, with({ $0.random.unit() }) < trouble.deathAtWork else { return }
    note(.killed, life: life.number)
    life.end()
  }

  /// Something takes a moment, or none: others come between, and so may death.
  func pause(upTo milliseconds: Int = 30) async {
    let length = with { $0.random.below(2 * milliseconds) } - milliseconds
    if length > 0 { try? await clock.sleep(for: .milliseconds(length)) }
  }

  func sleep(untilTick tick: Int) async throws {
    try await clock.sleep(until: .init(offset: .milliseconds(tick * Self.tick)))
  }
}

extension SimulatedSite.State {
  mutating func note(_ occurrence: Chronicle.Occurrence, at milliseconds: Int, life: Int) {
    chronicle.lines.append(.init(milliseconds: milliseconds, life: life, occurrence: occurrence))
  }
}

extension SimulatedProcess {
  func readings(by tick: Int) -> [Trial.Reading] { Array(trainer.readings.prefix(written(by: tick))) }
}
