// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

/// Keeps an optimizer that draws points from suggesting one twice while a finite space has untried ones. What a prior trial tried
/// is tried.
///
/// In a continuous space every draw is taken as it comes: O(1) in the number of trials.
struct UntriedPoints {
  struct Choice {
    let assignment: Assignment
    let source: Source

    enum Source {
      case firstDraw
      /// What was drawn before had been tried.
      case laterDraw
      /// All draws had been tried: the next untried point after the last one, in the order of an odometer.
      case nextUntried
    }
  }

  /// More draws than this do not help: where they all fail, few points are left.
  private static let draws = 16

  private let study: Study
  private let isFinite: Bool
  private var chosen: [Assignment] = []
  /// Made only when drawing has failed once.
  private var tried: Set<Assignment>?

  init(_ study: Study) {
    self.study = study
    isFinite = study.space.isFinite
  }

  /// Nil when every point of the space has been tried. `draw` is given the number of draws before it.
  mutating func next(drawing draw: (Int) -> [Double]) -> Choice? {
    let first = study.space.assignment(at: draw(0))
    guard isFinite, wasTried(first) else { return choose(first, .firstDraw) }
    var candidate = first
    for attempt in 1..<Self.draws {
      candidate = study.space.assignment(at: draw(attempt))
      if !wasTried(candidate) { return choose(candidate, .laterDraw) }
    }
    return nextUntried(after: candidate).map { choose($0, .nextUntried) }
  }

  private mutating func choose(_ assignment: Assignment, _ source: Choice.Source) -> Choice {
    if isFinite {
      chosen.append(assignment)
      tried?.insert(assignment)
    }
    return Choice(assignment: assignment, source: source)
  }

  private func wasTried(_ assignment: Assignment) -> Bool {
    tried?.contains(assignment) ?? (chosen.contains(assignment) || study.hasTried(assignment))
  }

  private mutating func nextUntried(after assignment: Assignment) -> Assignment? {
    let tried = self.tried ?? Set(study.trials.map(\.assignment) + study.priorTrials.map(\.assignment) + chosen)
    self.tried = tried
    guard var digits = study.space.digits(of: assignment) else { return nil }
    for _ in 0...tried.count {
      study.space.advance(&digits)
      let candidate = study.space.assignment(digits: digits)
      if !tried.contains(candidate) { return candidate }
    }
    return nil
  }
}
