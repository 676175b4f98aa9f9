// SPDX-License-Identifier: Apache-2.0
import AttuneCommands
import AttuneJob
import AttuneStudy
import Testing

@Suite struct `attune importance` {
  /// The metric follows `rate`, a little `units`, and not `act`.
  private func study(trials: Int, _ loss: ([Double]) -> Double = { $0[0] + 0.25 * $0[1] }) throws -> Study {
    let space = try SearchSpace([
      ParameterSpec(name: "act", domain: .categorical(["relu", "tanh"])),
      ParameterSpec(name: "units", domain: .integer(8...128, scale: .linear)),
      ParameterSpec(name: "rate", domain: .double(0...1, scale: .linear)),
    ])
    var study = Study(space: space, objective: Objective(tag: MetricTag("loss"), goal: .minimize), seed: 1)
    var random = SplitMix64(state: 5)
    for _ in 0..<trials {
      let unit = [random.unit(), random.unit(), random.unit()]
      let origin = Origin(phase: "random", text: "drawn uniformly at random", completionsSeen: 0)
      let id = study.add(Suggestion(assignment: space.assignment(at: unit), origin: origin))
      let final = Trial.Measurement(step: 1, value: loss([unit[2], unit[1], unit[0]]))
      study.move(id, to: .succeeded(final: final))
    }
    return study
  }

  @Test(arguments: OutputFormat.allCases)
  func `shows the most important parameter first`(format: OutputFormat) throws {
    let report = try ImportanceReport(of: try study(trials: 60), job: Sample.id(0))
    try Snapshot.expect(report.rendered(as: format), is: "importance-\(format.rawValue)")
    #expect(report.note == "the best 6 of 60 trials are compared with all")
  }

  @Test func `says that nothing stands out yet`() throws {
    var noise = SplitMix64(state: 9)
    let report = try ImportanceReport(of: try study(trials: 12) { _ in noise.unit() }, job: Sample.id(0))
    #expect(
      report.note == "the best 5 of 12 trials are compared with all; no parameter stands out from chance yet, "
        + "more trials tell more")
  }

  @Test func `without enough trials says how many it takes`() throws {
    let study = try study(trials: 3)
    let error = #expect(throws: InputError.self) { try ImportanceReport(of: study, job: Sample.id(0)) }
    #expect(
      error?.description == "job attune_2018_01_08_142717956: 3 trials have a metric; to tell which parameters "
        + "matter takes 10")
  }
}
