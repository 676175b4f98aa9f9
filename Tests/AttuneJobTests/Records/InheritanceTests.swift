// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Foundation
import Testing

@Suite struct `What a job takes over from an earlier one` {
  private let job = JobID(createdAt: Timestamp(milliseconds: 1_511_533_900_000))

  private func tuning(
    x: ClosedRange<Double> = 0...10, name: String = "x", goal: Goal = .maximize, tag: String = "acc",
    selection: Objective.Selection = .last
  ) throws -> JobSpec.Tuning {
    .init(
      space: try SearchSpace([
        ParameterSpec(name: "act", domain: .categorical(["relu", "tanh"])),
        ParameterSpec(name: name, domain: .double(x, scale: .linear)),
      ]), objective: Objective(tag: MetricTag(tag), goal: goal, selection: selection))
  }

  /// Trials at x = 1, 2, …; their values are x, too. The last one has failed.
  private func earlier(_ count: Int, priors: [PriorTrial] = []) throws -> Study {
    let space = try SearchSpace([
      ParameterSpec(name: "x", domain: .double(0...100, scale: .linear)),
      ParameterSpec(name: "act", domain: .categorical(["relu", "gelu"])),
    ])
    var study = Study(
      space: space, objective: Objective(tag: MetricTag("acc"), goal: .maximize), seed: 1, priorTrials: priors)
    for x in 1...count {
      let id = study.add(
        Suggestion(assignment: point(Double(x)), origin: Origin(phase: "test", text: "", completionsSeen: 0)))
      study.move(id, to: .succeeded(final: .init(step: 1, value: Double(x))))
    }
    let failed = study.add(
      Suggestion(assignment: point(1), origin: Origin(phase: "test", text: "", completionsSeen: 0)))
    study.move(failed, to: .failed(.init(.lost)))
    return study
  }

  private func point(_ x: Double, _ act: String = "relu") -> Assignment {
    Assignment([.init(name: "x", value: .double(x)), .init(name: "act", value: .categorical(act))])
  }

  private func inheritance(
    of tuning: JobSpec.Tuning, _ study: Study, isFinished: Bool = true
  ) throws(InheritanceError) -> Inheritance {
    try Inheritance(of: tuning, from: job, study: study, isFinished: isFinished)
  }

  @Test func `are the trials with a value, in the order of the new space's parameters`() throws {
    let taken = try inheritance(of: tuning(), earlier(3))
    #expect(taken.priorTrials.map(\.value) == [1, 2, 3])
    #expect(taken.priorTrials[0].assignment.flags == ["--act=relu", "--x=1.0"])
    #expect(taken.notices == ["3 earlier trials of job \(job) are used as data"])
  }

  @Test func `are only those that lie in the new space, and how many is told`() throws {
    let taken = try inheritance(of: tuning(x: 2...3), earlier(40))
    #expect(taken.priorTrials.map(\.value) == [2, 3])
    #expect(taken.notices == ["2 of 40 earlier trials of job \(job) lie in the new space and are used as data"])
  }

  @Test func `include what that one had taken over itself`() throws {
    let priors = [point(7), point(8, "gelu")].compactMap { PriorTrial(assignment: $0, value: -1) }
    let taken = try inheritance(of: tuning(), earlier(2, priors: priors))
    #expect(taken.priorTrials.map(\.value) == [-1, 1, 2])
    #expect(taken.notices == ["3 of 4 earlier trials of job \(job) lie in the new space and are used as data"])
  }

  @Test func `are of use with another tag or selection, and those are told`() throws {
    let taken = try inheritance(of: tuning(tag: "loss", selection: .best), earlier(1), isFinished: false)
    #expect(
      taken.notices == [
        "1 earlier trial of job \(job) is used as data",
        "job \(job) tuned for 'acc', not 'loss': its values are used as if they were the same",
        "of the trials of job \(job) the LAST value counted, not the BEST one",
        "job \(job) is unfinished: trials of it that end from now on are not used",
      ])
  }

  @Test func `are of no use where names, types or the goal differ; all that is told at once`() throws {
    var tuning = try tuning(name: "y", goal: .minimize)
    tuning.space = try SearchSpace(
      [ParameterSpec(name: "y", domain: .double(0...1, scale: .linear))]
        + [ParameterSpec(name: "act", domain: .integer(0...1, scale: .linear))])
    let error = #expect(throws: InheritanceError.self) { try inheritance(of: tuning, earlier(1)) }
    #expect(
      error?.description == """
        'resumePreviousJobId': the results of job \(job) are of no use here:
          it had a parameter 'x'
          it had no parameter 'y'
          parameter 'act' was CATEGORICAL, and is INTEGER
          its goal was MAXIMIZE, and is MINIMIZE
        remove the key to start fresh
        """)
  }

  @Test func `is nothing from a job that tuned nothing`() throws {
    let study = Study(space: try SearchSpace([]), objective: nil, seed: 0)
    let error = #expect(throws: InheritanceError.self) { try inheritance(of: tuning(), study) }
    #expect(error?.problems == ["it tuned nothing"])
  }

  @Test func `may be every point there is, or nothing`() throws {
    var one = try tuning(x: 1...1)
    one.space = try SearchSpace([
      one.space.parameters[1], ParameterSpec(name: "act", domain: .categorical(["relu"])),
    ])
    #expect(
      try inheritance(of: one, earlier(2)).notices.last
        == "every point of the space has been tried already: there is nothing left to try")
    var empty = try earlier(1)
    empty = Study(space: empty.space, objective: empty.objective, seed: 1)
    #expect(
      try inheritance(of: tuning(), empty).notices
        == ["job \(job) has no trial with a final metric yet: there is nothing to take over"])
  }
}

@Suite struct `The coding of a warm start` {
  private func spec() throws -> JobSpec {
    var spec = try JobSpec.sample()
    spec.limits.failurePolicy = .original
    spec.tuning?.algorithm = .sobol
    let points = [3, 4].map { Assignment([.init(name: "x", value: .integer($0))]) }
    spec.tuning?.initialAssignments = points
    spec.tuning?.previousJob = "attune_2026_11_24_031512345"
    spec.tuning?.priorTrials = [(points[0], 0.5), (points[1], -1e300)].compactMap {
      PriorTrial(assignment: $0, value: $1)
    }
    return spec
  }

  private func read(_ text: String) throws -> JobSpec {
    try JournalDecoder().value(JobSpec.self, from: Data(text.utf8))
  }

  @Test func `writes and reads the golden spec, whose empty study has it all`() throws {
    let golden = try GoldenFile.text("warmStart.json")
    #expect(String(decoding: JSONText.of(try spec(), isIndented: true), as: UTF8.self) + "\n" == golden)
    #expect(try read(golden) == spec())
    let study = try read(golden).emptyStudy
    #expect(study?.priorTrials == (try spec().tuning?.priorTrials) && study?.trials.isEmpty == true)
    #expect(study?.initialAssignments == (try spec().tuning?.initialAssignments))
  }

  @Test(arguments: [
    (#""value": 0.5"#, #""value": "NaN""#, "the value of a prior trial must be finite"),
    (#""integer": 3"#, #""integer": -3"#, "an assignment lies outside of the search space"),
  ])
  func `validates what it reads`(sound: String, damaged: String, message: String) throws {
    let text = try GoldenFile.text("warmStart.json").replacingOccurrences(of: sound, with: damaged)
    let error = #expect(throws: JournalCodingError.self) { try read(text) }
    #expect(error?.description.hasSuffix(message) == true)
  }
}
