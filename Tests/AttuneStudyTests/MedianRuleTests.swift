// SPDX-License-Identifier: Apache-2.0
import AttuneStudy
import Testing

@Suite struct `The median rule` {
  /// Trials that have ended with these curves, and one that runs.
  private func study(_ ended: [[Double]], running: [Double], goal: Goal = .maximize) throws -> (Study, Trial.ID) {
    var study = Study(
      space: try SearchSpace([]), objective: Objective(tag: MetricTag("m"), goal: goal), seed: 1)
    func add(_ curve: [Double]) -> Trial.ID {
      let id = study.add(
        Suggestion(assignment: Assignment([]), origin: Origin(phase: "", text: "", completionsSeen: 0)))
      study.move(id, to: .running)
      study.record(curve.enumerated().map { Trial.Reading(step: $0, value: $1) }, of: id)
      return id
    }
    for curve in ended {
      let id = add(curve)
      study.move(id, to: .succeeded(final: study.candidateFinal(of: id)))
    }
    let id = add(running)
    return (study, id)
  }

  private func verdict(
    _ ended: [[Double]], _ running: [Double], goal: Goal = .maximize, minSteps: Int = 0
  ) throws -> Verdict {
    let (study, id) = try study(ended, running: running, goal: goal)
    return MedianRule(minSteps: minSteps).verdict(on: study[id], in: study)
  }

  private static let five = (1...5).map { [0.1, 0.2, Double($0) / 10] }

  @Test func `compares the best value so far with the median of averages`() throws {
    // The averages are 4/30, 5/30, 6/30, 7/30, 8/30.
    #expect(try verdict(Self.five, [0.19, 0.1, 0.1]) == .stop("stopped at step 2: 0.19, median of 5 trials here 0.2"))
    #expect(try verdict(Self.five, [0.21, 0.1, 0.1]) == .proceed)
  }

  @Test func `takes the mean of the two middle averages of an even number`() throws {
    let six = Self.five + [[0.1, 0.2, 0.6]]
    #expect(try verdict(six, [0.2, 0.2, 0.2]) == .stop("stopped at step 2: 0.2, median of 6 trials here 0.2167"))
  }

  @Test func `lets an equal value go on`() throws {
    #expect(try verdict(Array(repeating: [0.5, 0.5, 0.5], count: 5), [0.5, 0.25, 0.25]) == .proceed)
  }

  @Test func `minimizes as well`() throws {
    let losses = (1...5).map { [1, 1, Double($0) / 10] }
    let verdict = try verdict(losses, [2, 1.5, 1.75], goal: .minimize)
    #expect(verdict == .stop("stopped at step 2: 1.5, median of 5 trials here 0.7667"))
  }

  @Test func `waits for five curves and three reports`() throws {
    #expect(try verdict(Self.five.dropLast(), [0, 0, 0]) == .proceed)
    #expect(try verdict(Self.five, [0, 0]) == .proceed)
    #expect(try verdict(Self.five, [0, 0, 0]) != .proceed)
  }

  @Test func `is silent before its first step`() throws {
    #expect(try verdict(Self.five, [0, 0, 0], minSteps: 3) == .proceed)
    #expect(try verdict(Self.five, [0, 0, 0, 0], minSteps: 3) != .proceed)
  }

  @Test func `stops none of the best three, though their way was slow`() throws {
    // High averages, low ends: as the results stand, the running trial would be third.
    let fallen = [[0.9, 0.9, 0.9], [0.9, 0.9, 0.9]] + Array(repeating: [0.9, 0.9, 0.1], count: 4)
    #expect(try verdict(fallen, [0.2, 0.2, 0.2]) == .proceed)
    #expect(try verdict(fallen + [[0.9, 0.9, 0.8]], [0.2, 0.2, 0.2]) != .proceed)
  }

  @Test func `does not count trials that failed or have no value`() throws {
    var (study, id) = try study(Self.five, running: [0, 0, 0])
    study.move(Trial.ID(1), to: .failed(Trial.Failure(.lost)))
    #expect(MedianRule().verdict(on: study[id], in: study) == .proceed)
  }

  @Test func `stops no trial of a job whose trials report once`() throws {
    for last in 0..<40 {
      let ended = (0..<last).map { [Double($0 % 7)] }
      #expect(try verdict(ended, [-1]) == .proceed)
    }
  }
}
