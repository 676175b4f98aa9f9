// SPDX-License-Identifier: Apache-2.0

/// The constants of the Gaussian-process bandit, chosen by the median over many problems;
/// `Documentation/Reference/optimizer.md` tells what others gave.
package struct Recipe: Sendable, Hashable {
  /// The initial design has a trial more than there are parameters, within these bounds.
  package var designLength = 5...12
  /// How far the design moves a parameter where all are continuous.
  package var designStep = 0.25
  /// Every so many suggestions one looks at the whole space, the others near the best trial.
  package var globalEvery = 4
  /// Where all parameters are continuous, a local model learns from the nearest `localBase + localPerParameter · d` trials.
  package var localBase = 20
  package var localPerParameter = 2
  /// Or a quadratic function from the nearest `quadraticBase + perCoefficient · (d + 1)(d + 2)/2`, if there are so many and
  /// that is not more than `fitLimit`.
  package var quadraticBase = 5
  package var perCoefficient = 1.3
  /// The noise's share of the variance from which the metric counts as noisy.
  package var noisy = 0.05
  /// Weight of Σ 1/l² in the prior of the model of the whole space.
  package var shortness = 0.1
  /// How surely what an earlier job found may disagree with what was found since, in standard deviations.
  package var leastAgreement = -2.0
  /// How much further off it may be, as a multiple of how far values are from their median.
  package var largestSpread = 3.0
  /// Beyond `steadyAfter` completions the model is fitted again after each `fitEvery`, and more rarely with more of them.
  package var fitEvery = 3
  package var steadyAfter = 50
  /// At most so many trials take part in a fit, and in a model.
  package var fitLimit = 100
  package var modelLimit = 300
  /// Likelihoods that a fit may evaluate from each of its starts.
  package var fitEvaluations = 30
  /// Raw candidates, how many of them are climbed from, and acquisitions that a climb may evaluate.
  package var candidates = 400
  package var climbs = 4
  package var climbEvaluations = 25

  package init() {}
}
