// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

/// Bayesian optimization: learns the objective from the trials so far, and suggests where an improvement on the best
/// of them is most to be expected.
///
/// - A few trials of an even design come first: the centre of the space, then points of a Sobol sequence.
/// - A Gaussian process is fitted to all values, whatever the types and scales of the parameters; the values are
///   warped first, so that a few bad ones do not hide the differences among the good. Noise is learned with the rest.
/// - Three suggestions in four are *local*: the best place in a box round the best trial, by a model of the trials
///   near it; the box shrinks when steps there fail. The fourth is *global*. Where the metric is noisy, all are.
/// - Trials that still run count as if they had given what is believed of them, so that any number may run at once.
///   Failed ones count as bad.
///
/// A suggestion takes milliseconds and depends on nothing but the study. Beyond a few hundred trials the model learns from
/// a choice of them, so that its cost stays bounded. `Documentation/Reference/optimizer.md` explains each part.
public struct GaussianProcessBandit: Optimizer {
  let recipe: Recipe
  let memo = HyperparameterMemo()

  public init() { self.init(Recipe()) }

  package init(_ recipe: Recipe) { self.recipe = recipe }

  public func suggest(_ count: Int, for study: Study) -> [Suggestion] {
    guard count > 0 else { return [] }
    var search = BanditSearch(study, recipe, memo)
    var suggestions: [Suggestion] = []
    while suggestions.count < count, let next = search.next() { suggestions.append(next) }
    return suggestions
  }
}
