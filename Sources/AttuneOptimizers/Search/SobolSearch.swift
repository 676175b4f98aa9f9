// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// A scrambled Sobol sequence: the trial's number picks the point, the study's seed the scrambling.
///
/// The first 2^m trials fill the cube evenly for every m. A point that a finite space has seen is replaced by
/// a random one; coordinates beyond the table of direction numbers are random, too.
public struct SobolSearch: Optimizer {
  public init() {}

  public func suggest(_ count: Int, for study: Study) -> [Suggestion] {
    guard count > 0 else { return [] }
    let cube = ScrambledSobol(study)
    var untried = UntriedPoints(study)
    var suggestions: [Suggestion] = []
    while suggestions.count < count {
      let id = Trial.ID(study.nextID.rawValue + suggestions.count)
      var stream = study.randomStream(for: id, purpose: .assignment)
      let choice = untried.next { draws in
        draws == 0 ? cube.point(of: id, rest: &stream) : study.space.point(from: &stream)
      }
      guard let choice else { break }
      let origin = Origin(
        phase: "sobol", text: Self.text(choice.source, trial: id), completionsSeen: study.completions)
      suggestions.append(Suggestion(assignment: choice.assignment, origin: origin))
    }
    return suggestions
  }

  private static func text(_ source: UntriedPoints.Choice.Source, trial: Trial.ID) -> String {
    switch source {
    case .firstDraw: "point \(trial) of a scrambled Sobol sequence"
    case .laterDraw: "drawn at random: point \(trial) of the Sobol sequence had been tried"
    case .nextUntried: "the next untried point: point \(trial) of the Sobol sequence and others had been tried"
    }
  }
}

/// The sequence and its scrambling for one study's space and seed.
private struct ScrambledSobol {
  private let dimensions: Int
  private let sequence: SobolSequence
  private let scrambling: OwenScrambling

  init(_ study: Study) {
    dimensions = study.space.parameters.count
    let tabled = min(dimensions, SobolSequence.dimensions)
    sequence = SobolSequence(dimensions: tabled)
    scrambling = OwenScrambling(
      dimensions: tabled, stream: study.randomStream(purpose: .scrambling))
  }

  func point(of trial: Trial.ID, rest stream: inout SplitMix64) -> [Double] {
    var point = sequence.point(at: trial.rawValue - 1).enumerated().map { dimension, coordinate in
      scrambling.unit(of: coordinate, dimension: dimension)
    }
    while point.count < dimensions { point.append(stream.unit()) }
    return point
  }
}
