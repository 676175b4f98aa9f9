// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// What is believed of the objective: a Gaussian process over warped costs of some of the trials, and over what
/// pending ones are believed to give.
struct Surrogate {
  let observations: Observations
  let rows: [Int]
  let warp: OutputWarp
  let hyperparameters: Hyperparameters
  private(set) var process: GaussianProcess
  /// The row whose place has the smallest mean, and that mean.
  let incumbent: (row: Int, mean: Double)

  /// The noise's share of the variance.
  var noise: Double {
    let signal = hyperparameters.signalVariance + process.meanTrendVariance
    return hyperparameters.noiseVariance / (hyperparameters.noiseVariance + signal)
  }

  var acquisition: Acquisition { Acquisition(model: process, incumbent: incumbent.mean) }

  /// Nil where the rows' costs do not differ.
  init?(_ observations: Observations, _ lesson: Lesson, _ recipe: Recipe, _ memo: HyperparameterMemo) {
    guard let data = Self.data(observations, lesson.rows, lesson),
      let training = Self.data(observations, lesson.fit, lesson)
    else { return nil }
    let key = HyperparameterMemo.key(training.table, training.values, lesson.kind)
    hyperparameters = memo.value(for: key) {
      let prior = lesson.prior(training.table, continuous: observations.map.continuous, recipe)
      return MarginalLikelihood(table: training.table, values: training.values, prior: prior, trend: lesson.trend)
        .maximum(evaluations: recipe.fitEvaluations)
    }
    self.observations = observations
    rows = lesson.rows
    warp = data.warp
    process = GaussianProcess(table: data.table, values: data.values, hyperparameters, trend: lesson.trend)
    incumbent = Self.incumbent(process, rows, observations)
    for point in observations.pending { believe(in: point) }
  }

  /// Warped costs, where a trial without a value counts as worse than the worst by half the range.
  private static func data(
    _ observations: Observations, _ rows: [Int], _ lesson: Lesson
  ) -> (warp: OutputWarp, table: FeatureTable, values: [Double])? {
    guard let warp = OutputWarp(rows.compactMap { observations.costs[$0] }, isLinear: lesson.isLinear) else {
      return nil
    }
    let known = rows.map { row in observations.costs[row].map { warp($0) } }
    let ends = known.compactMap(\.self)
    let (low, high) = (ends.min() ?? 0, ends.max() ?? 0)
    let values = known.map { $0 ?? high + 0.5 * (high - low) }
    let table = FeatureTable(isCategory: observations.isCategory, rows.map { observations.points[$0] })
    return (warp, table, values)
  }

  private static func incumbent(
    _ process: GaussianProcess, _ rows: [Int], _ observations: Observations
  ) -> (row: Int, mean: Double) {
    let means =
      observations.priors == 0
      ? process.fittedMeans() : process.predictions(at: rows.map { observations.ownPoint($0) }).map(\.mean)
    var best = 0
    for i in means.indices where means[i] < means[best] { best = i }
    return (rows[best], means[best])
  }

  /// A pending trial counts as if it had given what is believed of it, but nothing better than the incumbent:
  /// the deviation falls there, and the mean stays. One after another, so that a batch of suggestions is what one
  /// gets by asking for them singly. O(n²).
  mutating func believe(in point: [Double]) {
    let mean = process.predictions(at: [point])[0].mean
    process.append(point, value: max(mean, incumbent.mean))
  }
}
