// SPDX-License-Identifier: Apache-2.0

import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `A study` {
  private func study(
    _ goal: Goal? = .maximize, selection: Objective.Selection = .last, trials: Int = 0
  ) throws -> Study {
    let space = try SearchSpace([ParameterSpec(name: "x", domain: .integer(0...99, scale: .linear))])
    let objective = goal.map { Objective(tag: MetricTag("acc"), goal: $0, selection: selection) }
    var study = Study(space: space, objective: objective, seed: 1)
    for number in 0..<trials { _ = study.add(suggestion(number)) }
    return study
  }

  private func suggestion(_ x: Int) -> Suggestion {
    Suggestion(
      assignment: Assignment([.init(name: "x", value: .integer(x))]),
      origin: Origin(phase: "test", text: "a test", completionsSeen: 0))
  }

  private func final(_ value: Double) -> Trial.State { .succeeded(final: .init(step: 1, value: value)) }

  @Test func `numbers its trials from 1`() throws {
    var study = try study()
    #expect(study.nextID == Trial.ID(1))
    #expect(study.add(suggestion(5)) == Trial.ID(1) && study.add(suggestion(6)) == Trial.ID(2))
    #expect(study.contains(Trial.ID(2)) && !study.contains(Trial.ID(3)) && !study.contains(Trial.ID(0)))
    #expect(study[Trial.ID(2)].assignment == suggestion(6).assignment && study[Trial.ID(2)].state == .queued)
  }

  @Test func `gives places in the order of completions`() throws {
    var study = try study(trials: 3)
    study.move(Trial.ID(3), to: final(1))
    study.move(Trial.ID(1), to: .failed(.init(.lost)))
    study.move(Trial.ID(1), to: .failed(.init(.exited(status: 2))))
    #expect(study.trials.map(\.completion) == [1, nil, 0])
    #expect(study.completions == 2)
  }

  @Test func `takes the place of a trial that is queued again, and gives it the next one`() throws {
    var study = try study(trials: 2)
    study.move(Trial.ID(1), to: .failed(.init(.lost)))
    study.move(Trial.ID(2), to: final(1))
    study.move(Trial.ID(1), to: .queued)
    #expect(study.trials.map(\.completion) == [nil, 1] && study.completions == 1)
    #expect(study.brokenInvariants() == [])
    study.move(Trial.ID(1), to: final(2))
    #expect(study.trials.map(\.completion) == [2, 1] && study.completions == 2)
  }

  @Test(arguments: [(Goal.maximize, [2, 4, 5, 1]), (.minimize, [1, 2, 4, 5])])
  func `ranks trials with a final measurement, equals by number`(goal: Goal, order: [Int]) throws {
    var study = try study(goal, trials: 6)
    study.move(Trial.ID(1), to: final(goal == .maximize ? 0.1 : -1))
    study.move(Trial.ID(5), to: .stopped(final: .init(step: 1, value: 0.5), .unpromising("slow")))
    study.move(Trial.ID(4), to: final(0.5))
    study.move(Trial.ID(2), to: final(goal == .maximize ? 0.9 : 0.2))
    study.move(Trial.ID(3), to: .stopped(final: nil, .cancelled))
    #expect(study.ranked.map(\.id.rawValue) == order)
    #expect(study.best?.id.rawValue == order[0])
  }

  @Test func `has no best without an objective or a measurement`() throws {
    var aimless = try study(nil, trials: 1)
    aimless.move(Trial.ID(1), to: .succeeded(final: nil))
    #expect(aimless.best == nil && aimless.ranked.isEmpty)
    #expect(try study(trials: 2).best == nil)
  }

  private func readings(_ values: (Int, Double)...) -> [Trial.Reading] {
    values.map { Trial.Reading(step: $0, value: $1) }
  }

  @Test func `counts the last measurement, or the best, as the objective says`() throws {
    let readings = readings((1, 0.3), (2, 0.9), (3, 0.5))
    for (selection, step) in [(Objective.Selection.last, 3), (.best, 2)] {
      var study = try study(selection: selection, trials: 1)
      #expect(study.candidateFinal(of: Trial.ID(1)) == nil)
      study.record(readings, of: Trial.ID(1))
      #expect(study.candidateFinal(of: Trial.ID(1))?.step == step)
    }
    var aimless = try study(nil, trials: 1)
    aimless.record(readings, of: Trial.ID(1))
    #expect(aimless.candidateFinal(of: Trial.ID(1)) == nil)
  }

  @Test func `has no last measurement while the latest reading is not finite`() throws {
    for (selection, step) in [(Objective.Selection.last, nil), (.best, 1 as Int?)] {
      var study = try study(selection: selection, trials: 1)
      study.record(readings((1, 0.3), (2, .infinity)), of: Trial.ID(1))
      #expect(study.candidateFinal(of: Trial.ID(1))?.step == step)
    }
  }

  @Test func `records nothing of a trial that has ended, and forgets a curve when told`() throws {
    var study = try study(trials: 1)
    study.record(readings((1, 0.3)), of: Trial.ID(1))
    study.move(Trial.ID(1), to: final(0.3))
    study.record(readings((2, 0.4)), of: Trial.ID(1))
    #expect(study.curve(of: Trial.ID(1)).points.count == 1)
    study.forgetCurve(of: Trial.ID(1))
    #expect(study.curve(of: Trial.ID(1)) == Curve())
  }

  @Test func `finds a trial by its assignment`() throws {
    let study = try study(trials: 50)
    for x in 0..<99 { #expect(study.hasTrial(with: suggestion(x).assignment) == (x < 50)) }
    let other = Assignment([.init(name: "y", value: .integer(3))])
    #expect(!study.hasTrial(with: other))
  }

  @Test func `is a snapshot when copied`() throws {
    var study = try study(trials: 1)
    let copy = study
    study.record(readings((1, 0.3)), of: Trial.ID(1))
    study.move(Trial.ID(1), to: .running)
    #expect(copy.curve(of: Trial.ID(1)).points.isEmpty && copy[Trial.ID(1)].state == .queued && copy != study)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `keeps its invariants through any life`(seed: UInt64) {
    var generator = SplitMix64(state: seed)
    let study = Study.random(in: .random(using: &generator), trials: 60, using: &generator)
    #expect(study.brokenInvariants() == [])
  }
}
