// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

/// Keeps an optimizer that draws points from suggesting one twice while a finite space has untried ones.
///
/// In a continuous space every draw is taken as it comes: O(1) in the number of trials.
struct UntriedPoints {
  enum Choice {
    case drawn(Assignment)
    /// The next untried point, in the order of an odometer, after one that was drawn but had been tried.
    case nextAfterTried(Assignment)
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
    var candidate = study.space.assignment(at: draw(0))
    guard isFinite else { return .drawn(candidate) }
    for attempt in 1..<Self.draws where wasTried(candidate) {
      candidate = study.space.assignment(at: draw(attempt))
    }
    guard wasTried(candidate) else {
      note(candidate)
      return .drawn(candidate)
    }
    guard let next = nextUntried(after: candidate) else { return nil }
    note(next)
    return .nextAfterTried(next)
  }

  private func wasTried(_ assignment: Assignment) -> Bool {
    tried?.contains(assignment) ?? (chosen.contains(assignment) || study.hasTrial(with: assignment))
  }

  private mutating func note(_ assignment: Assignment) {
    chosen.append(assignment)
    tried?.insert(assignment)
  }

  private mutating func nextUntried(after assignment: Assignment) -> Assignment? {
    let tried = self.tried ?? Set(study.trials.map(\.assignment) + chosen)
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
