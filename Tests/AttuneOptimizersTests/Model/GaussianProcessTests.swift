// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

@Suite struct `A Gaussian process` {
  /// Flat priors are no business of the oracle: this one's penalty is taken off.
  @Test func `has the likelihood, gradient, means and variances of an independent implementation`() throws {
    let cases = try OracleProcess.all()
    #expect(cases.count == 7)
    for oracle in cases {
      let prior = HyperparameterPrior(dimension: oracle.isCategory.count, shortness: 0.1)
      var (gradient, own) = (oracle.theta, [Double](repeating: 0, count: oracle.theta.count))
      let likelihood = MarginalLikelihood(table: oracle.table, values: oracle.values, prior: prior)
      let value = likelihood(oracle.theta, gradient: &gradient) - prior.penalty(oracle.theta, gradient: &own)
      #expect(abs(value - oracle.likelihood) <= 1e-9 * max(1, abs(oracle.likelihood)))
      for (i, expected) in oracle.gradient.enumerated() {
        #expect(abs(gradient[i] - own[i] - expected) <= 1e-7 * max(1, abs(expected)), "along \(i)")
      }
      let process = oracle.process
      for (prediction, at) in zip(process.predictions(at: oracle.predictions.map(\.point)), oracle.predictions) {
        #expect(abs(prediction.mean - at.mean) <= 1e-9 * max(1, abs(at.mean)))
        #expect(abs(prediction.variance - at.variance) <= 1e-9 * process.kernel.signalVariance)
      }
    }
  }

  @Test func `says the same of one point and of many, and of its own points`() throws {
    for oracle in try OracleProcess.all() {
      let process = oracle.process
      let points = (0..<oracle.table.count).map(oracle.table.point)
      for (i, prediction) in process.predictions(at: points).enumerated() {
        var (mean, variance) = (points[i], points[i])
        let one = process.prediction(at: points[i], meanSlope: &mean, varianceSlope: &variance)
        #expect(abs(one.mean - prediction.mean) <= 1e-9 && abs(one.variance - prediction.variance) <= 1e-9)
        #expect(abs(process.fittedMeans()[i] - one.mean) <= 1e-8)
        #expect(one.variance > 0 && one.variance < process.kernel.signalVariance)
      }
    }
  }

  /// Without a trend, which is scaled by the rows that it began with.
  @Test func `that is told one more is the process of all`() throws {
    for oracle in try OracleProcess.all() {
      var hyperparameters = oracle.hyperparameters
      hyperparameters.trendVariance = 0
      var grown = GaussianProcess(table: oracle.table, values: oracle.values, hyperparameters)
      var (table, values) = (oracle.table, oracle.values)
      for at in oracle.predictions {
        table.append(at.point)
        values.append(at.mean + 0.5)
        grown.append(at.point, value: at.mean + 0.5)
      }
      let whole = GaussianProcess(table: table, values: values, hyperparameters)
      let points = oracle.predictions.map { $0.point.map { $0 * 0.9 } }
      for (a, b) in zip(grown.predictions(at: points), whole.predictions(at: points)) {
        #expect(abs(a.mean - b.mean) <= 1e-8 && abs(a.variance - b.variance) <= 1e-8)
      }
    }
  }

  @Test func `that is told what it expects changes no mean, and is as sure there as noise lets it be`() throws {
    for oracle in try OracleProcess.all() {
      let process = oracle.process
      let points = oracle.predictions.map(\.point)
      let before = process.predictions(at: points)
      for (point, expected) in zip(points, before) {
        var grown = process
        grown.append(point, value: expected.mean)
        for (a, b) in zip(grown.predictions(at: points), before) { #expect(abs(a.mean - b.mean) <= 1e-8) }
        let noise = process.noiseVariance
        let left = expected.variance * noise / (expected.variance + noise)
        #expect(abs(grown.predictions(at: [point])[0].variance - left) <= 1e-8)
      }
    }
  }

  /// Central differences with step h are off by h² f‴/6 and by 1e-15/h.
  @Test func `has the slopes of its means, variances and acquisition`() throws {
    for oracle in try OracleProcess.all() {
      let process = oracle.process
      let acquisition = Acquisition(model: process, incumbent: oracle.values.min() ?? 0)
      for at in oracle.predictions {
        var (mean, variance, slope) = (at.point, at.point, at.point)
        _ = process.prediction(at: at.point, meanSlope: &mean, varianceSlope: &variance)
        let value = acquisition(at.point, slope: &slope)
        #expect(abs(value - acquisition([at.point])[0]) <= 1e-7)
        for i in at.point.indices {
          if oracle.isCategory[i] {
            #expect(mean[i] == 0 && variance[i] == 0 && slope[i] == 0)
            continue
          }
          let h = 1e-5
          var (left, right) = (at.point, at.point)
          (left[i], right[i]) = (left[i] - h, right[i] + h)
          let ends = process.predictions(at: [left, right])
          let heights = acquisition([left, right])
          let differences = [
            (ends[1].mean - ends[0].mean) / (2 * h), (ends[1].variance - ends[0].variance) / (2 * h),
            (heights[1] - heights[0]) / (2 * h),
          ]
          for (analytic, difference) in zip([mean[i], variance[i], slope[i]], differences) {
            #expect(abs(analytic - difference) <= 1e-5 * max(1, abs(analytic)), "along \(i)")
          }
        }
      }
    }
  }

  @Test(arguments: [1, 2, 9, 40])
  func `has a prior whose gradient is that of its penalty`(dimension: Int) {
    let prior = HyperparameterPrior(dimension: dimension, shortness: 0.3)
    for start in prior.starts.map(\.logarithms) {
      var gradient = start.map { _ in 0.0 }
      _ = prior.penalty(start, gradient: &gradient)
      for i in start.indices {
        let ends = [-1e-5, 1e-5].map { h in
          var (moved, ignored) = (start, start)
          moved[i] += h
          return prior.penalty(moved, gradient: &ignored)
        }
        #expect(abs((ends[1] - ends[0]) / 2e-5 - gradient[i]) <= 1e-6 * max(1, abs(gradient[i])))
      }
      #expect(zip(prior.lower, start).allSatisfy(<) && zip(start, prior.upper).allSatisfy(<))
    }
  }

  /// The same point five times with five values, without noise: K is singular.
  @Test func `raises its noise until the covariance can be factorised`() {
    let table = FeatureTable(isCategory: [false], Array(repeating: [0.5], count: 5))
    let parameters = Hyperparameters(lengthScales: [1], signalVariance: 1, noiseVariance: 0)
    let process = GaussianProcess(table: table, values: [1, 2, 3, 4, 5], parameters)
    #expect(process.noiseVariance > 0 && process.noiseVariance < 1e-6)
    #expect(abs(process.predictions(at: [[0.5]])[0].mean - 3) < 0.01)
  }

  /// Values that are drawn from a process with a short length scale along one of two features, with some noise.
  @Test func `learns what its values were drawn with`() throws {
    var random = SplitMix64(state: 4)
    let n = 120
    let table = FeatureTable(isCategory: [false, false], (0..<n).map { _ in [random.unit(), random.unit()] })
    let truth = Hyperparameters(lengthScales: [0.2, 2], signalVariance: 1, noiseVariance: 0.01)
    let covariance = GaussianProcess.covariance(of: table, truth.kernel, noise: truth.noiseVariance)
    let l = try #require(CholeskyFactor(of: covariance)).matrix
    let normal = (0..<n).map { _ in random.normal() }
    let values = (0..<n).map { i in (0...i).reduce(0) { $0 + l[i, $1] * normal[$1] } }
    let prior = HyperparameterPrior(dimension: 2, shortness: 0.1)
    let fit = MarginalLikelihood(table: table, values: values, prior: prior).maximum(evaluations: 60)
    #expect((0.1...0.4).contains(fit.lengthScales[0]) && (0.8...8).contains(fit.lengthScales[1]))
    #expect((0.003...0.03).contains(fit.noiseVariance) && (0.2...4).contains(fit.signalVariance))
  }

  /// Points close together are learned as they would be had the space been as small as they lie.
  @Test func `learns the same of a small neighbourhood as of the whole, in its measure`() throws {
    var random = SplitMix64(state: 4)
    let points = (0..<24).map { _ in (0..<3).map { _ in random.unit() } }
    let values = points.map { $0[0] + 2 * ($0[1] - 0.4) * ($0[1] - 0.4) + 0.3 * $0[2] * $0[0] }
    let measures = [0.25, 0x1p-10, 0x1p-4]
    let near = points.map { zip($0, measures).map { $0 * $1 } }
    func fit(_ points: [[Double]], _ units: [Double]?) -> Hyperparameters {
      let prior = HyperparameterPrior(dimension: 3, shortness: 0.1, units: units)
      let table = FeatureTable(isCategory: [false, false, false], points)
      return MarginalLikelihood(table: table, values: values, prior: prior).maximum(evaluations: 40)
    }
    let (whole, small) = (fit(points, nil), fit(near, measures))
    for i in 0..<3 { #expect(abs(small.lengthScales[i] / measures[i] / whole.lengthScales[i] - 1) < 1e-3) }
    #expect(abs(small.signalVariance / whole.signalVariance - 1) < 1e-3)
    #expect(abs(small.trendVariance / whole.trendVariance - 1) < 1e-3)
  }

  /// Twenty points, ten coefficients.
  @Test func `with a quadratic trend knows a quadratic function everywhere, and its slopes`() throws {
    func value(_ x: [Double]) -> Double {
      3 * x[0] - 2 * x[1] + x[0] * x[0] + 4 * x[0] * x[1] - 5 * x[1] * x[2] + 0.5 * x[2] * x[2] + 7 * x[0] * x[2]
    }
    var random = SplitMix64(state: 6)
    let points = (0..<20).map { _ in (0..<3).map { _ in random.unit() } }
    let table = FeatureTable(isCategory: [false, false, false], points)
    var prior = HyperparameterPrior(dimension: 3, shortness: 0)
    prior.noiseMedian = 1e-8
    let fit = MarginalLikelihood(table: table, values: points.map(value), prior: prior, trend: .quadratic)
      .maximum(evaluations: 60)
    let process = GaussianProcess(table: table, values: points.map(value), fit, trend: .quadratic)
    for _ in 0..<20 {
      let x = (0..<3).map { _ in 1.5 * random.unit() - 0.25 }
      var (slope, variance) = (x, x)
      let prediction = process.prediction(at: x, meanSlope: &slope, varianceSlope: &variance)
      #expect(abs(prediction.mean - value(x)) < 0.01)
      let truth = [3 + 2 * x[0] + 4 * x[1] + 7 * x[2], -2 + 4 * x[0] - 5 * x[2], -5 * x[1] + x[2] + 7 * x[0]]
      for i in 0..<3 { #expect(abs(slope[i] - truth[i]) < 0.1) }
      for i in 0..<3 {
        var (up, down) = (x, x)
        (up[i], down[i]) = (x[i] + 1e-4, x[i] - 1e-4)
        let ends = process.predictions(at: [up, down]).map(\.variance)
        #expect(abs((ends[0] - ends[1]) / 2e-4 - variance[i]) <= 1e-2 * max(abs(variance[i]), ends[0]))
      }
    }
  }
}
