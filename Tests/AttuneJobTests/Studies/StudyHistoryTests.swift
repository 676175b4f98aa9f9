// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `A study of the service` {
  @Test func `gives a client its pending trials again, and then new ones`() async throws {
    let study = try await TestStudy()
    #expect(try await study.suggest(2, to: "a") == [1, 2])
    #expect(try await study.suggest(1, to: "b") == [3])
    let first = try await study.operation(2, to: "a")
    #expect(first.number == 1, "nothing has changed: it is the same operation")
    #expect(try await study.suggest(1, to: "a") == [1])
    #expect(try await study.suggest(3, to: "a") == [1, 2, 4])
    try await study.complete(1, value: 0.5)
    #expect(try await study.suggest(3, to: "a") == [2, 4, 5])
    let history = try await study.history
    #expect(history[1]?.client == "a" && history[3]?.client == "b")
    #expect(history.operation(1)?.outcome == .suggested(client: "a", count: 2, trials: [1, 2]))
  }

  @Test func `gives out first what a client has made`() async throws {
    let study = try await TestStudy()
    try await study.add(["x": 3, "y": 1])
    #expect(try await study.history[1]?.state == .requested)
    #expect(try await study.suggest(2, to: "a") == [1, 2])
    let trial = try #require(try await study.history[1])
    #expect(trial.state == .active && trial.client == "a" && trial.origin.phase == "user")
    #expect(trial.assignment["x"] == .integer(3))
  }

  @Test func `takes the last measurement for the final one`() async throws {
    let study = try await TestStudy()
    _ = try await study.suggest(1, to: "a")
    try await study.measure(1, step: 1, value: 0.5)
    try await study.measure(1, step: nil, value: 0.75)
    try await study.complete(1, value: nil)
    let trial = try #require(try await study.history[1])
    #expect(trial.final == StudyMeasurement(step: 2, value: 0.75))
    #expect(trial.measurements.map(\.step) == [1, 2])
  }

  @Test func `has no final value for a trial that measured nothing, or no number`() async throws {
    let study = try await TestStudy()
    _ = try await study.suggest(2, to: "a")
    let error = await #expect(throws: StudyError.self) { try await study.complete(1, value: nil) }
    #expect(error?.code == .failedPrecondition)
    #expect(
      error?.description
        == "trial 1 has no measurement: complete it with a finalMeasurement, or with trialInfeasible")
    try await study.complete(1, value: .nan)
    #expect(try await study.history[1]?.ending == .infeasible("the metric 'score' is NaN at step 0"))
    try await study.complete(2, infeasible: "out of memory")
    #expect(try await study.history[2]?.ending == .infeasible("out of memory"))
    #expect(try await study.history.optimal.isEmpty)
  }

  @Test func `changes nothing of a completed trial`() async throws {
    let study = try await TestStudy()
    _ = try await study.suggest(1, to: "a")
    try await study.complete(1, value: 1)
    for call in [
      study.stop, { try await study.complete($0, value: 2) }, { try await study.measure($0, step: 1, value: 2) },
    ] {
      let error = await #expect(throws: StudyError.self) { try await call(1) }
      #expect(error?.description == "trial 1 has been completed already: nothing of it changes")
    }
    #expect(try await study.history[1]?.final?.value == 1)
  }

  @Test func `says all that is wrong with a measurement`() async throws {
    let study = try await TestStudy(axis: .elapsedTime)
    _ = try await study.suggest(1, to: "a")
    let report = StudyReport(step: -1, elapsed: nil, metrics: [.init(name: "loss", value: 1)])
    let error = await #expect(throws: StudyError.self) {
      try await study.service.change(study.name) { study throws(StudyError) in try study.measuring(1, report) }
    }
    #expect(
      error?.violations == [
        .init("measurement.step_count", "-1 is negative"),
        .init("measurement.elapsed_time", "it is missing: trials of this study are compared by it"),
        .init("measurement.metrics", "the study's metric 'score' is missing; there are 'loss'"),
      ])
  }

  @Test func `is complete when every point was suggested`() async throws {
    let study = try await TestStudy(algorithm: .gridSearch)
    #expect(try await study.suggest(7, to: "a") == Array(1...7))
    #expect(try await study.history.state == .active)
    #expect(try await study.suggest(9, to: "b") == [8])
    #expect(try await study.history.state == .completed)
    #expect(try await study.suggest(1, to: "c") == [])
    let entries = try await study.history.entries
    #expect(try await study.suggest(1, to: "c") == [])
    #expect(try await study.history.entries == entries, "asking in vain is recorded once")
    try await study.delete(3)
    #expect(try await study.suggest(1, to: "c") == [9], "what was deleted was never suggested")
  }

  @Test func `forgets a deleted trial, and doesn't give its number again`() async throws {
    let study = try await TestStudy()
    #expect(try await study.suggest(3, to: "a") == [1, 2, 3])
    for number in 1...3 { try await study.complete(number, value: Double(number)) }
    try await study.delete(3)
    #expect(try await study.history.optimal.map(\.number) == [2])
    #expect(try await study.suggest(1, to: "a") == [4])
    let error = await #expect(throws: StudyError.self) { try await study.delete(3) }
    #expect(error?.code == .notFound)
    #expect(error?.description == "there is no trial 3 in the study 's'")
  }

  @Test func `has every best trial for its optimal ones`() async throws {
    let study = try await TestStudy()
    _ = try await study.suggest(4, to: "a")
    for (number, value) in [(1, 0.5), (2, 0.75), (3, 0.25), (4, 0.75)] {
      try await study.complete(number, value: value)
    }
    #expect(try await study.history.optimal.map(\.number) == [2, 4])
  }

  @Test func `stops what is worse than the median, and says so once`() async throws {
    let study = try await TestStudy(stopping: EarlyStopping())
    for number in 1...6 {
      _ = try await study.suggest(1, to: "a")
      for step in 1...3 { try await study.measure(number, step: step, value: Double(number)) }
      try await study.complete(number, value: nil)
    }
    _ = try await study.suggest(1, to: "a")
    #expect(try await study.check(7) == nil)
    for step in 1...3 { try await study.measure(7, step: step, value: 0.5) }
    let why = try await study.check(7)
    #expect(why == "stopped at step 3: 0.5, median of 6 trials here 3.5")
    #expect(try await study.history[7]?.state == .stopping)
    let entries = try await study.history.entries
    #expect(try await study.check(7) == why)
    #expect(try await study.history.entries == entries)
    #expect(try await study.suggest(1, to: "a") == [8], "a trial that is to stop isn't given again")
    try await study.complete(7, value: nil)
    #expect(try await study.history[7]?.state == .completed)
  }

  @Test func `stops a trial that a client has stopped`() async throws {
    let study = try await TestStudy()
    _ = try await study.suggest(1, to: "a")
    #expect(try await study.check(1) == nil)
    try await study.stop(1)
    try await study.stop(1)
    #expect(try await study.history[1]?.state == .stopping)
    #expect(try await study.check(1) == "stopped by a client")
  }

  @Test func `suggests what a study of the library does`() async throws {
    let study = try await TestStudy(algorithm: .gaussianProcessBandit)
    var twin = Study(space: study.spec.space, objective: study.spec.objective, seed: 0)
    for number in 1...8 {
      _ = try await study.suggest(1, to: "a")
      let trial = try twin.suggest(1, using: GaussianProcessBandit())[0]
      #expect(try await study.history[number]?.assignment == trial.assignment)
      let value = Double(trial.integer("x")) - trial.double("y")
      twin.tell(trial.id, value)
      try await study.complete(number, value: value)
    }
  }
}

/// A study of two parameters with eight points, in a store in memory.
private struct TestStudy {
  let service: StudyService
  let name: StudyName
  let spec: StudySpec

  init(
    algorithm: Algorithm = .randomSearch, stopping: EarlyStopping? = nil, axis: StudySpec.Axis = .steps
  ) async throws {
    name = try StudySample.name("s")
    spec = StudySpec(
      space: try SearchSpace([.integer("x", in: 1...4), .discrete("y", [0, 1])]),
      objective: Objective(tag: MetricTag("score"), goal: .maximize), algorithm: algorithm, stopping: stopping,
      axis: axis)
    service = StudyService(
      .init(store: InMemoryStudyStore(), optimizer: \.optimizer, now: { Timestamp(milliseconds: 5) }))
    _ = try await service.create(name, spec)
  }

  var history: StudyHistory { get async throws { try await service.study(name) } }

  func operation(_ count: Int, to client: String) async throws -> StudyOperation {
    try await service.suggest(count, to: client, in: name).1
  }

  func suggest(_ count: Int, to client: String) async throws -> [Int] {
    guard case .suggested(_, _, let trials) = try await operation(count, to: client).outcome else { return [] }
    return trials
  }

  func check(_ number: Int) async throws -> String? {
    guard case .checked(number, let why) = try await service.check(number, in: name).1.outcome else { return nil }
    return why
  }

  func add(_ values: [String: Double]) async throws {
    try await service.change(name) { study throws(StudyError) in
      try study.adding(values.map { ($0, .number($1)) }, [], final: nil, infeasible: nil)
    }
  }

  func measure(_ number: Int, step: Int?, value: Double) async throws {
    try await service.change(name) { study throws(StudyError) in
      try study.measuring(number, StudyReport(step: step, elapsed: nil, metrics: [.init(name: "score", value: value)]))
    }
  }

  func complete(_ number: Int, value: Double?, infeasible: String? = nil) async throws {
    let final = value.map { StudyReport(step: nil, elapsed: nil, metrics: [.init(name: "score", value: $0)]) }
    try await service.change(name) { study throws(StudyError) in
      try study.completing(number, final: final, infeasible: infeasible)
    }
  }

  func complete(_ number: Int, infeasible: String) async throws {
    try await complete(number, value: nil, infeasible: infeasible)
  }

  func stop(_ number: Int) async throws {
    try await service.change(name) { study throws(StudyError) in try study.stopping(number) }
  }

  func delete(_ number: Int) async throws {
    try await service.change(name) { study throws(StudyError) in try study.deleting(number) }
  }
}
