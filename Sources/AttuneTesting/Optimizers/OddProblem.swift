// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// A problem that is no nice function of some real numbers: something that an optimizer must survive, and suggest
/// points of its space all the same.
public struct OddProblem: Sendable, CustomStringConvertible {
  public let description: String
  /// The study before the first suggestion, with what the user has added.
  public let known: Study
  /// How many trials are run; fewer where the space is exhausted.
  public let trials: Int
  /// How many of them at a time.
  public let atOnce: Int
  private let outcome: @Sendable (Trial) -> Outcome

  /// What becomes of a trial.
  enum Outcome {
    case value(Double)
    case stopped(Double)
    case failure
    case neverEnds
  }

  /// - Precondition: the parameters make a space.
  init(
    _ description: String, over parameters: [ParameterSpec], trials: Int = 24, atOnce: Int = 1,
    knowing learn: (inout Study) -> Void = { _ in }, outcome: @escaping @Sendable (Trial) -> Outcome
  ) {
    do {
      var study = try Study(minimizing: "oddity", over: parameters)
      learn(&study)
      known = study
    } catch {
      preconditionFailure("the space of '\(description)' is not valid: \(error)")
    }
    self.description = description
    self.trials = trials
    self.atOnce = atOnce
    self.outcome = outcome
  }

  func end(_ trial: Trial, in study: inout Study) {
    switch outcome(trial) {
    case .value(let value): study.tell(trial.id, value)
    case .stopped(let value):
      study.move(trial.id, to: .stopping(.unpromising("hopeless")))
      study.tell(trial.id, value)
    case .failure: study.fail(trial.id, "out of memory")
    case .neverEnds: break
    }
  }
}
