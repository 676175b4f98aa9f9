// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension Study {
  /// Runs so many more trials one after another; fewer only where every point of the space has been tried.
  ///
  /// `evaluate` returns the value that counts. One that is NaN or infinite makes the trial infeasible; a
  /// `Trial.Failure` that it throws makes the trial failed; tuning goes on after both. Any other error ends tuning:
  /// the trial has failed then, the error is thrown on, and what was learned before stays in the study.
  ///
  /// - Throws: what `evaluate` threw, or an `OptimizerError` where the optimizer can't work on the space.
  /// - Precondition: the study has an objective.
  public mutating func tune(
    trials count: Int, using optimizer: any Optimizer = Algorithm.default.optimizer,
    evaluate: (Trial) throws -> Double
  ) throws {
    for _ in 0..<count {
      guard let trial = try suggest(using: optimizer) else { return }
      do {
        tell(trial.id, try evaluate(trial))
      } catch let failure as Trial.Failure {
        move(trial.id, to: .failed(failure))
      } catch {
        fail(trial.id, "\(error)")
        throw error
      }
    }
  }

  /// New trials, running; fewer than `count` only where every point of the space has been tried.
  ///
  /// Trials that were suggested before and have not ended are taken into account: any number may run at a time.
  /// - Throws: where the optimizer can't work on the space.
  public mutating func suggest(
    _ count: Int, using optimizer: any Optimizer = Algorithm.default.optimizer
  ) throws(OptimizerError) -> [Trial] {
    var trials: [Trial] = []
    for suggestion in try optimizer.suggest(count, for: self) { trials.append(start(suggestion)) }
    return trials
  }

  /// One new trial, running; nil where every point of the space has been tried.
  public mutating func suggest(
    using optimizer: any Optimizer = Algorithm.default.optimizer
  ) throws(OptimizerError) -> Trial? {
    try suggest(1, using: optimizer).first
  }
}
