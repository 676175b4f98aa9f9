// SPDX-License-Identifier: Apache-2.0

import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `A study that is told` {
  private var study: Study

  init() throws {
    study = try Study(maximizing: "acc", over: [.double("x", in: 0...1), .categorical("kind", ["a", "b"])], seed: 3)
  }

  private mutating func start(_ count: Int = 1) -> [Trial.ID] {
    (0..<count).map { number in
      let assignment = study.space.assignment(at: [Double(number) / 10, 0])
      let origin = Origin(phase: "test", text: "a test", completionsSeen: study.completions)
      return study.start(Suggestion(assignment: assignment, origin: origin)).id
    }
  }

  private struct Never: StoppingRule {
    func verdict(on trial: Trial, in study: Study) -> Verdict { .stop("never again") }
  }

  @Test func `says in which direction better lies`() throws {
    #expect(study.objective == Objective(tag: MetricTag("acc"), goal: .maximize) && study.seed == 3)
    let other = try Study(minimizing: "loss", over: [])
    #expect(other.objective == Objective(tag: MetricTag("loss"), goal: .minimize) && other.seed == 1)
  }

  @Test func `refuses all mistaken parameters at once`() {
    let error = #expect(throws: SearchSpaceError.self) {
      try Study(
        minimizing: "loss",
        over: [.double("x", in: 0...1, scale: .log), .discrete("x", [2, 1]), .categorical("", [])])
    }
    #expect(error?.problems.count == 5)
  }

  @Test mutating func `knows its trials' ends, in their order`() {
    let ids = start(4)
    #expect(study.trials.allSatisfy { $0.state == .running })
    study.tell(ids[2], 0.5)
    study.fail(ids[0], "no memory")
    study.tell(ids[1], .infinity, step: 4)
    #expect(study[ids[2]].state == .succeeded(final: .init(step: 0, value: 0.5)))
    #expect(study[ids[0]].state == .failed(.init(.reported("no memory"))))
    #expect(study[ids[1]].state == .infeasible(.notFinite(tag: MetricTag("acc"), step: 4, value: .infinity)))
    #expect(study.trials.map(\.completion) == [1, 2, 0, nil])
    #expect(study.brokenInvariants() == [])
  }

  @Test mutating func `takes the last measurement where none is told`() {
    let ids = start(3)
    for (step, value) in [(1, 0.9), (2, 0.4)] { study.measure(ids[0], value, step: step) }
    study.measure(ids[1], -.infinity, step: 3)
    for id in ids { study.finish(id) }
    #expect(study[ids[0]].finalMeasurement == .init(step: 2, value: 0.4))
    #expect(study[ids[1]].state == .infeasible(.notFinite(tag: MetricTag("acc"), step: 3, value: -.infinity)))
    #expect(study[ids[2]].state == .infeasible(.noMetric(tag: MetricTag("acc"), seen: [])))
  }

  @Test mutating func `stops what a rule stops, and says so again`() {
    let id = start()[0]
    #expect(study.measure(id, 0.5, step: 1) == .proceed)
    #expect(study.measure(id, 0.5, step: 2, rule: Never()) == .stop("never again"))
    #expect(study.measure(id, 0.6, step: 3) == .stop("never again"))
    study.finish(id)
    #expect(study[id].state == .stopped(final: .init(step: 3, value: 0.6), .unpromising("never again")))
  }

  @Test mutating func `takes trials of the user's own`() throws {
    let id = try study.add(["kind": "b", "x": 1], value: 0.25, step: 7)
    #expect(study[id].assignment.description == "x=1.0 kind=b")
    #expect(study[id].finalMeasurement == .init(step: 7, value: 0.25) && study[id].origin.phase == "user")
    let error = #expect(throws: AssignmentError.self) { try study.add(["kind": "c", "y": 1.5], value: 0) }
    #expect(error?.problems.count == 3 && study.trials.count == 1)
  }

  @Test func `gives values by their names`() throws {
    let space = try SearchSpace([
      .double("rate", in: 0...1), .integer("layers", in: 1...8), .discrete("batch", [16, 32.5]),
      .categorical("kind", ["a", "b"]),
    ])
    let assignment = space.assignment(at: [0.25, 0.5, 0, 1])
    #expect(assignment.double("rate") == 0.25 && assignment.double("batch") == 16)
    #expect(assignment.integer("layers") == 5 && assignment.double("layers") == 5)
    #expect(assignment.integer("batch") == 16)
    #expect(assignment.category("kind") == "b")
    #expect(assignment["none"] == nil)
  }

  @Test func `ends the program that asks for a parameter that is not there`() async {
    let point = Assignment([.init(name: "x", value: .double(0.5)), .init(name: "kind", value: .categorical("a"))])
    #expect(point.double("x") == 0.5)
    await #expect(processExitsWith: .failure) { _ = Assignment([]).double("x") }
    await #expect(processExitsWith: .failure) {
      _ = Assignment([.init(name: "x", value: .double(0.5))]).integer("x")
    }
    await #expect(processExitsWith: .failure) {
      _ = Assignment([.init(name: "x", value: .double(0.5))]).category("x")
    }
    await #expect(processExitsWith: .failure) {
      _ = Assignment([.init(name: "x", value: .categorical("1"))]).double("x")
    }
  }

  @Test func `ends the program that tells of an ended trial`() async {
    await #expect(processExitsWith: .failure) {
      var study = try Study(minimizing: "loss", over: [])
      let id = study.add(Assignment([]), value: 1)
      study.tell(id, 2)
    }
  }
}
