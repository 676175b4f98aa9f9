// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// What is believed of the objective: a Gaussian process over warped costs of some of the trials, and over what
/// pending ones are believed to give.
struct Surrogate {
  let observations: Observations
  /// The rows it learned from.
  let rows: [Int]
  let warp: OutputWarp
  let hyperparameters: Hyperparameters
  private(set) var process: GaussianProcess
  /// The row whose mean is smallest, and that mean.
  let incumbent: (row: Int, mean: Double)

  /// The noise's share of the variance.
  var noise: Double {
    hyperparameters.noiseVariance / (hyperparameters.noiseVariance + hyperparameters.signalVariance)
  }

  /// Nil where the rows' costs do not differ.
  ///
  /// - Parameter fit: the rows from which hyperparameters are learned.
  init?(
    _ observations: Observations, rows: [Int], fit: [Int], shortness: Double, evaluations: Int, memo: HyperparameterMemo
  ) {
    guard let data = Self.data(observations, rows), let training = Self.data(observations, fit) else { return nil }
    let prior = HyperparameterPrior(dimension: observations.map.dimension, shortness: shortness)
    hyperparameters = memo.value(
      for: HyperparameterMemo.key(training.table, training.values, shortness: shortness)
    ) {
      MarginalLikelihood(table: training.table, values: training.values, prior: prior)
        .maximum(evaluations: evaluations)
    }
    self.observations = observations
    self.rows = rows
    warp = data.warp
    process = GaussianProcess(table: data.table, values: data.values, hyperparameters)
    let means = process.fittedMeans()
    var best = 0
    for i in means.indices where means[i] < means[best] { best = i }
    incumbent = (rows[best], means[best])
    for point in observations.pending { believe(in: point) }
  }

  /// Warped costs, where a trial without a value counts as worse than the worst by half the range.
  private static func data(
    _ observations: Observations, _ rows: [Int]
  ) -> (warp: OutputWarp, table: FeatureTable, values: [Double])? {
    guard let warp = OutputWarp(rows.compactMap { observations.costs[$0] }) else { return nil }
    let known = rows.map { row in observations.costs[row].map { warp($0) } }
    let (low, high) = known.reduce((Double.infinity, -Double.infinity)) { ends, value in
      value.map { (min(ends.0, $0), max(ends.1, $0)) } ?? ends
    }
    let values = known.map { $0 ?? high + 0.5 * (high - low) }
    let table = FeatureTable(isCategory: observations.map.isCategory, rows.map { observations.points[$0] })
    return (warp, table, values)
  }

  /// A pending trial counts as if it had given what is believed of it, but nothing better than the incumbent:
  /// the deviation falls there, and the mean stays. One after another, so that a batch of suggestions is what one
  /// gets by asking for them singly. O(n²).
  mutating func believe(in point: [Double]) {
    let mean = process.predictions(at: [point])[0].mean
    process.append(point, value: max(mean, incumbent.mean))
  }

  var acquisition: Acquisition { Acquisition(model: process, incumbent: incumbent.mean) }
}
