// SPDX-License-Identifier: Apache-2.0

extension Study {
  /// The trial with the best final measurement; the earlier one where two are equal. O(trials).
  public var best: Trial? {
    guard let goal = objective?.goal else { return nil }
    return measured.min { $0.precedes($1, goal) }?.trial
  }

  /// Trials that have a final measurement, best first; equals by id. Empty without an objective.
  public var ranked: [Trial] {
    guard let goal = objective?.goal else { return [] }
    return measured.sorted { $0.precedes($1, goal) }.map(\.trial)
  }

  private var measured: [Measured] {
    trials.compactMap { trial in
      trial.finalMeasurement.map { Measured(trial: trial, value: $0.value) }
    }
  }

  private struct Measured {
    let trial: Trial
    let value: Double

    func precedes(_ other: Measured, _ goal: Goal) -> Bool {
      value == other.value ? trial.id < other.trial.id : goal.isBetter(value, than: other.value)
    }
  }
}
