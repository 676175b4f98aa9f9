// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `Any sequence of calls` {
  private static let algorithms: [Algorithm] = [.randomSearch, .gaussianProcessBandit, .gridSearch, .sobol]

  /// A study, and calls of it: the same for the same seed.
  private struct World {
    let name: StudyName
    let spec: StudySpec
    let calls: [StudyCall]

    init(_ seed: Int, calls count: Int) throws {
      var generator = SplitMix64(state: UInt64(seed))
      let algorithm = algorithms[seed % algorithms.count]
      let space = SearchSpace.random(using: &generator, parameters: 3, isFinite: algorithm == .gridSearch)
      name = try StudySample.name("s\(seed)")
      spec = StudySpec(
        space: space, objective: Objective(tag: MetricTag("score"), goal: seed % 2 == 0 ? .maximize : .minimize),
        algorithm: algorithm, stopping: seed % 3 == 0 ? EarlyStopping() : nil,
        axis: seed % 5 == 0 ? .elapsedTime : .steps, seed: UInt64(seed))
      calls = (0..<count).map { StudyCall.random(in: space, trials: $0 / 2, using: &generator) }
    }

    /// Its time is the number of entries, which a later process finds again.
    func service(_ store: InMemoryStudyStore) -> StudyService {
      StudyService(.init(store: store, optimizer: \.optimizer, now: { Timestamp(milliseconds: 5) }))
    }
  }

  @Test(arguments: 0..<40)
  func `is answered in the same way again, and survives its process`(_ seed: Int) async throws {
    let world = try World(seed, calls: 60)
    let store = InMemoryStudyStore(), service = world.service(store)
    _ = try await service.create(world.name, world.spec)
    let again = InMemoryStudyStore()
    _ = try await world.service(again).create(world.name, world.spec)
    for call in world.calls {
      let answer = try await call.answer(of: service, in: world.name)
      // Every call finds a new process, that knows nothing but what was recorded.
      #expect(try await call.answer(of: world.service(again), in: world.name) == answer)
      let live = try await service.study(world.name)
      check(live)
      let entries = try await store.load(world.name)
      let coded = try entries.map { try StudyCoding.entry(from: StudyCoding.text(of: $0)) }
      #expect(StudyHistory(world.name, coded)?.picture == live.picture)
    }
  }

  @Test(arguments: 40..<60)
  func `goes on where nothing could be recorded for a while`(_ seed: Int) async throws {
    let world = try World(seed, calls: 60)
    let store = InMemoryStudyStore(), service = world.service(store)
    _ = try await service.create(world.name, world.spec)
    for (index, call) in world.calls.enumerated() {
      let before = try await service.study(world.name).picture
      store.refuse(index % 3 == 0)
      do {
        _ = try await call.answer(of: service, in: world.name)
      } catch let error as JobStoreError {
        #expect(error.code == .unavailable)
        #expect(try await service.study(world.name).picture == before)
      }
    }
  }

  @Test(arguments: 60..<120)
  func `is never a trap, also where a journal makes no sense`(_ seed: Int) throws {
    let world = try World(seed, calls: 0)
    var generator = SplitMix64(state: UInt64(seed))
    var entries = [StudyEntry(time: Timestamp(milliseconds: 1), event: .created(world.spec))]
    for number in 0..<80 {
      let event = StudyEvent.nonsense(in: world.spec.space, using: &generator)
      entries.append(StudyEntry(time: Timestamp(milliseconds: Int64(number)), event: event))
    }
    var history = try #require(StudyHistory(world.name, entries))
    #expect(history.entries == entries.count)
    #expect(history.study().trials.count == Array(history.trials).count)
    _ = history.optimal
    #expect(StudyHistory(world.name, Array(entries.dropFirst())) == nil, "a study begins with its beginning")
  }

  @Test func `of many clients at once gives each trial to one`() async throws {
    let world = try World(1, calls: 0)
    let service = world.service(InMemoryStudyStore())
    _ = try await service.create(world.name, world.spec)
    let given = try await withThrowingTaskGroup(of: [Int].self) { group in
      for client in 0..<40 {
        group.addTask {
          let operation = try await service.suggest(2, to: "c\(client)", in: world.name).1
          guard case .suggested(_, _, let trials) = operation.outcome else { return [] }
          return trials
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(given.sorted() == Array(1...80))
  }

  @Test func `of many studies keeps few of them in memory`() async throws {
    let world = try World(2, calls: 0)
    var dependencies = StudyService.Dependencies(
      store: InMemoryStudyStore(), optimizer: \.optimizer, now: { Timestamp(milliseconds: 5) })
    dependencies.capacity = 20
    let service = StudyService(dependencies)
    for index in 0..<12 {
      let name = try StudySample.name("n\(index)")
      _ = try await service.create(name, world.spec)
      for call in 0..<5 { _ = try await service.suggest(1, to: "c\(call)", in: name) }
    }
    #expect(service.weightInMemory <= 20)
    for index in 0..<12 {
      #expect(Array(try await service.study(try StudySample.name("n\(index)")).trials).map(\.number) == Array(1...5))
    }
  }

  private func check(_ history: StudyHistory) {
    let trials = Array(history.trials)
    #expect(trials.map(\.number) == trials.map(\.number).sorted())
    for trial in trials {
      #expect(history.spec.space.contains(trial.assignment))
      #expect((trial.state == .completed) == (trial.ending != nil))
      #expect((trial.state == .completed) == (trial.endTime != nil))
      #expect((trial.state == .stopping) <= (trial.stopReason != nil))
      #expect((trial.state == .active) <= (trial.startTime != nil))
      let positions = trial.measurements.map { $0.position(on: history.spec.axis) }
      #expect(zip(positions, positions.dropFirst()).allSatisfy(<))
      if let final = trial.final { #expect(final.value.isFinite) }
    }
    #expect(history.weight == 1 + trials.count + trials.reduce(0) { $0 + $1.measurements.count })
    var history = history
    let study = history.study()
    #expect(study.trials.count == trials.count)
    #expect(study.completions == trials.count { $0.state == .completed })
    for (modelled, trial) in zip(study.trials, trials) {
      #expect(modelled.assignment == trial.assignment)
      #expect(modelled.finalMeasurement?.value == trial.final?.value)
      #expect(modelled.isFinished == (trial.state == .completed))
    }
  }
}

extension Bool {
  /// Implies.
  fileprivate static func <= (a: Bool, b: Bool) -> Bool { !a || b }
}
