// SPDX-License-Identifier: Apache-2.0

extension Study {
  /// The trial with the best final measurement; the earlier one where two are equal. O(trials).
  public var best: Trial? {
    ranked.first
  }

  /// Trials that have a final measurement, best first; equals by id. Empty without an objective.
  public var ranked: [Trial] {
    guard let goal = objective?.goal else { return [] }
    let measured = trials.compactMap { trial in trial.finalMeasurement.map { (trial, $0.value) } }
    return measured.sorted { a, b in
      a.1 == b.1 ? a.0.id < b.0.id : goal.isBetter(a.1, than: b.1)
    }.map(\.0)
  }
}
