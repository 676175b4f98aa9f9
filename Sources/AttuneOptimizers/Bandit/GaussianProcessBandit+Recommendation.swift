// SPDX-License-Identifier: Apache-2.0

public import AttuneStudy

extension GaussianProcessBandit {
  /// The trial whose metric is best by the model of all trials that have one; nil where that knows too little.
  public func recommendation(for study: Study) -> Recommendation? {
    let observations = Observations(study, map: FeatureMap(study.space)).withoutFailures
    guard observations.measured >= 3, let model = BanditModels(observations, recipe, memo).global else { return nil }
    let own = model.rows.compactMap { row in
      observations.trials[row].map { (trial: $0, point: observations.points[row]) }
    }
    let predictions = model.process.predictions(at: own.map(\.point))
    guard let best = predictions.indices.min(by: { predictions[$0].mean < predictions[$1].mean }) else { return nil }
    let estimate = model.estimate(mean: predictions[best].mean, variance: predictions[best].variance)
    return Recommendation(trial: own[best].trial, median: estimate.median, interval: estimate.interval)
  }
}
