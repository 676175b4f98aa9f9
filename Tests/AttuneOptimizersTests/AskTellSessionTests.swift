// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `An ask-tell session` {
  var session: AskTellSession

  init() throws { session = try Self.session() }

  private static func session(
    _ selection: Objective.Selection = .last, rule: (any StoppingRule)? = nil,
    space: SearchSpace? = nil, algorithm: Algorithm = .sobol
  ) throws -> AskTellSession {
    let standard = try SearchSpace.of(.double(0...1, scale: .linear), .categorical(["relu", "tanh"]))
    return AskTellSession(
      space: space ?? standard, objective: Objective(tag: MetricTag("acc"), goal: .maximize, selection: selection),
      seed: 1, optimizer: algorithm.optimizer, rule: rule)
  }

  /// Stops whatever falls below a half.
  private struct BelowHalf: StoppingRule {
    func verdict(on trial: Trial, in study: Study) -> Verdict {
      guard let last = study.curve(of: trial.id).last, last.value < 0.5 else { return .proceed }
      return .stop("\(last.value) at step \(last.step), below 0.5")
    }
  }

  private mutating func suggest(_ count: Int = 1) throws -> [Trial] {
    guard case .suggested(let trials, _) = try session.reply(to: .suggest(count: count)) else { return [] }
    return trials
  }

  private mutating func trial(_ request: AskTellRequest) throws -> Trial {
    guard case .trial(let trial) = try session.reply(to: request) else { throw AskTellError(.notFound, "no trial") }
    return trial
  }

  /// Also that nothing has changed.
  private mutating func expectRefusal(
    _ code: AskTellError.Code, _ message: String, of request: AskTellRequest,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let before = session.study
    let error = #expect(throws: AskTellError.self, sourceLocation: sourceLocation) {
      try session.reply(to: request)
    }
    #expect(error?.code == code && error?.description == message, sourceLocation: sourceLocation)
    #expect(session.study == before, sourceLocation: sourceLocation)
  }

  @Test mutating func `suggests running trials, numbered from 1`() throws {
    let trials = try suggest(2) + suggest(1)
    #expect(trials.map(\.id) == [1, 2, 3].map { Trial.ID($0) })
    #expect(trials.allSatisfy { $0.state == .running && session.study.space.contains($0.assignment) })
    #expect(trials[2].origin.text == "point 3 of a scrambled Sobol sequence")
    #expect(try session.reply(to: .trials) == .trials(trials))
  }

  @Test mutating func `says when the space is exhausted`() throws {
    session = try Self.session(space: .of(.categorical(["a", "b"])), algorithm: .gridSearch)
    guard case .suggested(let some, isExhausted: true) = try session.reply(to: .suggest(count: 3)) else {
      Issue.record("three of two points")
      return
    }
    #expect(some.count == 2)
    #expect(try session.reply(to: .suggest(count: 1)) == .suggested([], isExhausted: true))
  }

  @Test mutating func `completes with a value, at the step given or the last one`() throws {
    _ = try suggest(3)
    #expect(
      try trial(.complete(trial: "2", step: 7, value: 0.5)).state == .succeeded(final: .init(step: 7, value: 0.5)))
    #expect(try trial(.complete(trial: "1", step: nil, value: 0.25)).finalMeasurement?.step == 0)
    #expect(try session.reply(to: .measure(trial: "3", step: 4, value: 0.1)) == .judged(.proceed))
    #expect(
      try trial(.complete(trial: "3", step: nil, value: 0.9)).state == .succeeded(final: .init(step: 4, value: 0.9)))
    #expect(session.study.trials.map(\.completion) == [1, 0, 2])
    #expect(session.study.best?.id == Trial.ID(3))
    #expect(session.study.curve(of: Trial.ID(3)).points.map(\.value) == [0.9])
  }

  @Test mutating func `completes with the value told, whatever was measured at later steps`() throws {
    _ = try suggest()
    for step in 1...3 { _ = try session.reply(to: .measure(trial: "1", step: step, value: 0.1)) }
    let told = try trial(.complete(trial: "1", step: 2, value: 0.7))
    #expect(told.finalMeasurement == Trial.Measurement(step: 2, value: 0.7))
    #expect(session.study.curve(of: Trial.ID(1)).points.map(\.step) == [1, 2, 3])
  }

  @Test(arguments: [(Objective.Selection.last, 2, 0.4), (.best, 1, 0.6)])
  mutating func `completes with what was measured`(selection: Objective.Selection, step: Int, value: Double) throws {
    session = try Self.session(selection)
    _ = try suggest()
    for (step, value) in [(1, 0.6), (2, 0.4)] {
      _ = try session.reply(to: .measure(trial: "1", step: step, value: value))
    }
    let final = try trial(.complete(trial: "1", step: nil, value: nil)).finalMeasurement
    #expect(final == Trial.Measurement(step: step, value: value))
    #expect(session.study.curve(of: Trial.ID(1)).points.count == 2)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  mutating func `makes a trial infeasible whose value is not finite`(value: Double) throws {
    _ = try suggest(2)
    let told = try trial(.complete(trial: "1", step: 3, value: value))
    #expect("\(told.state)".contains("infeasible") && told.finalMeasurement == nil && told.isFinished)
    _ = try session.reply(to: .measure(trial: "2", step: 5, value: value))
    guard case .infeasible(let why) = try trial(.complete(trial: "2", step: nil, value: nil)).state else {
      Issue.record("a trial ended well without a number")
      return
    }
    #expect("\(why)" == "the metric 'acc' is \(value.metricText) at step 5")
  }

  @Test mutating func `stops what its rule stops, and says so again`() throws {
    session = try Self.session(rule: BelowHalf())
    _ = try suggest()
    #expect(try session.reply(to: .measure(trial: "1", step: 1, value: 0.7)) == .judged(.proceed))
    let stop = AskTellReply.judged(.stop("0.2 at step 2, below 0.5"))
    #expect(try session.reply(to: .measure(trial: "1", step: 2, value: 0.2)) == stop)
    #expect(try session.reply(to: .measure(trial: "1", step: 3, value: 0.9)) == stop)
    let ended = try trial(.complete(trial: "1", step: nil, value: nil))
    #expect(ended.state == .stopped(final: .init(step: 3, value: 0.9), .unpromising("0.2 at step 2, below 0.5")))
  }

  @Test mutating func `takes failures in the program's words`() throws {
    _ = try suggest()
    let failed = try trial(.fail(trial: "1", reason: "out of memory"))
    #expect(failed.state == .failed(Trial.Failure(.reported("out of memory"))))
  }

  @Test mutating func `adds finished trials, which are not suggested again`() throws {
    session = try Self.session(space: .of(.categorical(["a", "b"])))
    let added = try trial(.add(parameters: [("p0", .text("b"))], step: 9, value: 0.5))
    #expect(added.id == Trial.ID(1) && added.state == .succeeded(final: .init(step: 9, value: 0.5)))
    #expect(added.origin == Origin(phase: "user", text: "added by the user", completionsSeen: 0))
    #expect(try suggest(5).map(\.assignment.flags) == [["--p0=a"]])
    #expect(try trial(.add(parameters: [("p0", .text("a"))], step: nil, value: .nan)).finalMeasurement == nil)
  }

  @Test mutating func `refuses what it cannot do, in words, and goes on`() throws {
    _ = try suggest()
    for count in [0, -1, 10_001] {
      expectRefusal(.invalidArgument, "'count' is \(count); it must be 1 to 10000", of: .suggest(count: count))
    }
    for name in ["0", "2", "-1", "01", "one", ""] {
      let message = "there is no trial '\(name)'; 1 have been made"
      expectRefusal(.notFound, message, of: .measure(trial: name, step: 1, value: 1))
      expectRefusal(.notFound, message, of: .complete(trial: name, step: nil, value: 1))
      expectRefusal(.notFound, message, of: .fail(trial: name, reason: ""))
    }
    expectRefusal(
      .failedPrecondition, "trial 1 has no measurement: complete it with a 'value'",
      of: .complete(trial: "1", step: nil, value: nil))
    expectRefusal(
      .invalidArgument, "there is no parameter 'x'; there are 'p0', 'p1'; parameter 'p1' has no value",
      of: .add(parameters: [("x", .number(1)), ("p0", .number(1))], step: nil, value: 1))
    _ = try trial(.complete(trial: "1", step: nil, value: 1))
    let ended = "trial 1 has already ended"
    expectRefusal(.failedPrecondition, ended, of: .complete(trial: "1", step: nil, value: 2))
    expectRefusal(.failedPrecondition, ended, of: .measure(trial: "1", step: 2, value: 2))
    expectRefusal(.failedPrecondition, ended, of: .fail(trial: "1", reason: "late"))
    #expect(try suggest().count == 1)
  }

  @Test mutating func `refuses a space that its algorithm cannot search`() throws {
    session = try Self.session(algorithm: .gridSearch)
    let message =
      "GRID_SEARCH cannot enumerate the DOUBLE parameter 'p0': make it DISCRETE or INTEGER, or use RANDOM_SEARCH"
    expectRefusal(.failedPrecondition, message, of: .suggest(count: 1))
  }
}
