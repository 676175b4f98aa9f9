// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `The importance of parameters` {
  private static let mixed = try? SearchSpace([
    ParameterSpec(name: "rate", domain: .double(1e-5...1, scale: .log)),
    ParameterSpec(name: "units", domain: .integer(8...512, scale: .log)),
    ParameterSpec(name: "layers", domain: .integer(1...4, scale: .linear)),
    ParameterSpec(name: "batch", domain: .discrete([16, 32, 64, 128], scale: .linear)),
    ParameterSpec(name: "act", domain: .categorical(["relu", "tanh", "elu"])),
    ParameterSpec(name: "fixed", domain: .double(1...1, scale: .linear)),
  ])
  private static let names = ["rate", "units", "layers", "batch", "act", "fixed"]

  /// A study of random trials; the value is nil where the trial is infeasible.
  private func study(
    _ trials: Int, seed: UInt64 = 1, goal: Goal = .minimize, in space: SearchSpace? = mixed,
    _ value: ([Double]) -> Double?
  ) throws -> Study {
    let space = try #require(space)
    let tag = MetricTag("loss")
    var study = Study(space: space, objective: Objective(tag: tag, goal: goal), seed: 1)
    var random = SplitMix64(state: seed)
    for _ in 0..<trials {
      let unit = space.parameters.map { _ in random.unit() }
      let origin = Origin(phase: "test", text: "at random", completionsSeen: 0)
      let id = study.add(Suggestion(assignment: space.assignment(at: unit), origin: origin))
      let final = value(unit).flatMap { Trial.Measurement(step: 1, value: $0) }
      study.move(id, to: final.map { .succeeded(final: $0) } ?? .infeasible(.notFinite(tag: tag, step: 1, value: .nan)))
    }
    return study
  }

  @Test(arguments: [(100, 0.75), (30, 0.5), (15, 0.4)], Array(0..<5))
  func `is that of the only parameter with an effect, whichever it is`(size: (Int, Double), effective: Int) throws {
    let shares = try (UInt64(0)..<8).map { seed in
      let study = try study(size.0, seed: seed) { ($0[effective] - 0.1).magnitude }
      return try Importance(of: study).parameters.map(\.share)
    }
    for index in 0..<6 {
      let mean = shares.reduce(0) { $0 + $1[index] } / Double(shares.count)
      // A category, or one of four values, tells less: also many of the other trials have the best one.
      #expect(index == effective ? mean > size.1 : mean < 0.25, "\(Self.names[index]): \(mean)")
    }
  }

  @Test(arguments: [12, 50, 300])
  func `sums to 1, with chances from 0.005 to 1`(trials: Int) throws {
    let importance = try Importance(of: study(trials) { $0[0] + $0[4] })
    #expect((importance.parameters.reduce(0) { $0 + $1.share } - 1).magnitude < 1e-12)
    #expect(importance.parameters.allSatisfy { (0...1).contains($0.share) && (0.005...1).contains($0.chance) })
    #expect(importance.parameters.map(\.name) == Self.names)
    #expect(importance.trials == trials && importance.best == max(5, (trials + 9) / 10))
    #expect(importance.parameters[5].share == 0 && importance.parameters[5].chance == 1)
  }

  @Test func `grows with the effect`() throws {
    let importance = try Importance(of: study(300) { 4 * $0[0] + $0[1] })
    let shares = importance.parameters.map(\.share)
    #expect(shares[0] > shares[1] && shares[1] > shares[2])
    #expect(importance.parameters[0].chance == 0.005)
  }

  @Test func `depends on the order of values alone, and not on the goal's sign`() throws {
    func loss(_ u: [Double]) -> Double { u[0] + 0.3 * u[3] }
    let plain = try Importance(of: study(60) { loss($0) })
    #expect(try Importance(of: study(60) { loss($0) * loss($0) * 1e200 }) == plain)
    #expect(try Importance(of: study(60, goal: .maximize) { -loss($0) }) == plain)
  }

  @Test func `goes with the parameter where parameters change places`() throws {
    let space = try SearchSpace.cube(3)
    let a = try Importance(of: study(80, in: space) { $0[0] + 0.5 * $0[1] }).parameters
    var turned = Study(space: space, objective: Objective(tag: MetricTag("loss"), goal: .minimize), seed: 1)
    for trial in try study(80, in: space, { $0[0] + 0.5 * $0[1] }).trials {
      let unit = space.unit(of: trial.assignment)
      let assignment = space.assignment(at: [unit[2], unit[0], unit[1]])
      turned.move(turned.add(Suggestion(assignment: assignment, origin: trial.origin)), to: trial.state)
    }
    let b = try Importance(of: turned).parameters
    #expect([b[1].chance, b[2].chance, b[0].chance] == a.map(\.chance))
    for (x, y) in zip([b[1], b[2], b[0]], a) { #expect((x.share - y.share).magnitude < 1e-12) }
  }

  @Test func `learns from trials without a metric that they are worse`() throws {
    // All of the metric is noise; half of the range fails.
    let study = try study(60) { $0[1] > 0.5 ? nil : ($0[0] * 1e6).remainder(dividingBy: 1) }
    let importance = try Importance(of: study)
    #expect(importance.trials == 60)
    #expect(importance.parameters.max { $0.share < $1.share }?.name == "units")
  }

  @Test func `is not told of trials whose trainer never ran or got lost`() throws {
    var study = try study(20) { $0[0] }
    let plain = try Importance(of: study)
    let origin = Origin(phase: "test", text: "at random", completionsSeen: 0)
    let kinds: [Trial.Failure.Kind] = [.couldNotStart("no python"), .lost]
    for kind in kinds {
      let id = study.add(Suggestion(assignment: study.trials[0].assignment, origin: origin))
      study.move(id, to: .failed(.init(kind)))
    }
    _ = study.add(Suggestion(assignment: study.trials[0].assignment, origin: origin))
    #expect(try Importance(of: study) == plain)
  }

  @Test func `says when it can't be told`() throws {
    func error(_ study: Study) -> String? {
      #expect(throws: ImportanceError.self) { try Importance(of: study) }?.description
    }
    #expect(
      error(try study(9) { $0[0] }) == "9 trials have a metric; to tell which parameters matter takes 10")
    #expect(error(try study(1) { $0[0] }) == "1 trial has a metric; to tell which parameters matter takes 10")
    #expect(
      error(try study(12) { _ in 1 }) == "the metric of all 12 trials is the same, so no parameter can matter")
    #expect(
      error(try study(12, in: SearchSpace([])) { _ in 1 }) == "no parameter is tuned, so none can matter")
  }

  @Test func `is 0 for all where nothing differs more than random trials do`() throws {
    let space = try SearchSpace([ParameterSpec(name: "x", domain: .double(0...1, scale: .linear))])
    let shares = try (UInt64(0)..<20).map { seed in
      var noise = SplitMix64(state: seed + 100)
      return try Importance(of: study(40, seed: seed, in: space) { _ in noise.unit() }).parameters[0]
    }
    #expect(shares.contains { $0.share == 0 } && shares.allSatisfy { $0.share == 0 || $0.share == 1 })
    #expect(shares.count { $0.chance <= 0.05 } <= 3, "what is noise seldom looks like more")
  }
}
