// SPDX-License-Identifier: Apache-2.0

/// The constants of the Gaussian-process bandit. Each was chosen by the median over many problems;
/// `Documentation/Reference/optimizer-ablations.md` holds what the others gave.
package struct Recipe: Sendable, Hashable {
  /// Trials before the model takes over, at most: one more than there are parameters, from 5 up to this.
  package var longestDesign = 12
  /// Every so many suggestions one looks at the whole space, the others near the best trial.
  package var globalEvery = 4
  /// A local model learns from the nearest `localBase + localPerParameter · d` trials.
  package var localBase = 20
  package var localPerParameter = 5
  /// Where noise has a larger share of the variance, there are no local steps: what is best there is luck.
  package var quietNoise = 0.02
  /// Noise from which a point may be tried again.
  package var repeatNoise = 0.05
  /// Weight of Σ 1/l² in the prior of the whole space's model, and of a local one's.
  package var globalShortness = 0.1
  package var localShortness = 0.1
  /// The model is fitted again after so many more completions, once there are more than `steadyAfter`.
  package var fitEvery = 5
  package var steadyAfter = 20
  /// At most so many trials take part in a fit, and in the model of the whole space.
  package var fitLimit = 100
  package var modelLimit = 300
  package var candidates = 400
  package var starts = 4
  package var climb = 25
  package var firstFit = 30
  package var secondFit = 30
  package var initialSide = 0.4
  package var losses = 0

  package init() {}
}
