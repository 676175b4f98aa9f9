// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// Maximises an acquisition over the feasible points of a region: many raw points, and from the best few of them
/// quasi-Newton climbs along continuous features in turn with sweeps over the levels of the others.
struct AcquisitionSearch {
  let acquisition: Acquisition
  let region: Region
  let map: FeatureMap
  let recipe: Recipe
  var stream: SplitMix64

  struct Candidate {
    let point: [Double]
    let value: Double
  }

  /// The best points found, best first; never empty.
  ///
  /// - Parameter anchors: good points, near which half of the raw ones are drawn; at least one.
  mutating func maxima(near anchors: [[Double]]) -> [Candidate] {
    let n = max(acquisition.model.table.count, 1)
    let half = min(max(4_000_000 / (n * n), 128), recipe.candidates) / 2
    var points = (0..<half).map { _ in uniform() }
    points += (0..<half).map { _ in perturbed(anchors[stream.below(anchors.count)]) }
    points.append(region.center)
    let values = acquisition(points)
    let raw = points.indices.map { Candidate(point: points[$0], value: values[$0]) }
    let order = raw.indices.sorted { raw[$0].value > raw[$1].value }
    var chosen = Array(order.prefix(recipe.climbs - 2))
    for wanted in [0..<half, half..<points.count] {
      if let best = order.first(where: { wanted.contains($0) && !chosen.contains($0) }) { chosen.append(best) }
    }
    var climbs: [Candidate] = []
    for index in chosen { climbs.append(improved(raw[index])) }
    return (climbs + order.prefix(16).map { raw[$0] }).sorted { $0.value > $1.value }
  }
}

// Raw points.
extension AcquisitionSearch {
  private mutating func uniform() -> [Double] {
    var point = region.center
    for i in map.continuous {
      point[i] = region.lower[i] + (region.upper[i] - region.lower[i]) * stream.unit()
    }
    guard let most = region.mostSteps else {
      for i in map.stepped { point[i] = level(of: i) }
      return point
    }
    for _ in 0..<most where !map.stepped.isEmpty && stream.unit() < 0.5 {
      let i = map.stepped[stream.below(map.stepped.count)]
      point[i] = level(of: i)
    }
    return point
  }

  /// Some coordinates moved, by anything from a thousandth to a third of the range.
  ///
  /// In many dimensions about twenty of them at most (Regis and Shoemaker, "Combining radial basis function surrogates
  /// and dynamic coordinate search in high-dimensional expensive black-box optimization", 2013).
  private mutating func perturbed(_ anchor: [Double]) -> [Double] {
    var point = region.center
    if region.mostSteps == nil { for i in map.stepped { point[i] = anchor[i] } }
    let d = Double(max(map.dimension, 1))
    let reach = Portable.exp(-6.9 + 5.75 * stream.unit())
    let share = max(1 / d, stream.unit() * min(1, 20 / d))
    for i in map.continuous {
      let moved = stream.unit() < share ? anchor[i] + reach * stream.normal() : anchor[i]
      point[i] = min(max(moved, region.lower[i]), region.upper[i])
    }
    var steps = region.mostSteps ?? .max
    for i in map.stepped where stream.unit() < 0.5 * share && steps > 0 {
      point[i] = level(of: i)
      steps -= 1
    }
    return point
  }

  private mutating func level(of feature: Int) -> Double {
    let levels = map.features[feature].levels.unsafelyUnwrapped
    return levels[stream.below(levels.count)]
  }
}

// Local search.
extension AcquisitionSearch {
  private mutating func improved(_ start: Candidate) -> Candidate {
    let climbed = climbed(from: start)
    guard !map.stepped.isEmpty else { return climbed }
    let swept = swept(from: climbed)
    guard swept.value > climbed.value + 1e-9 else { return swept }
    return self.swept(from: self.climbed(from: swept))
  }

  /// Along the continuous features, in steps measured in length scales.
  private func climbed(from start: Candidate) -> Candidate {
    let free = map.continuous
    guard !free.isEmpty else { return start }
    let scales = free.map { 1 / acquisition.model.kernel.weights[$0].squareRoot() }
    var minimizer = BoundedMinimizer(
      lower: zip(free, scales).map { region.lower[$0] / $1 }, upper: zip(free, scales).map { region.upper[$0] / $1 })
    minimizer.evaluations = recipe.climbEvaluations
    var point = start.point
    var slope = point
    func move(to x: [Double]) {
      for (k, i) in free.enumerated() { point[i] = min(max(x[k] * scales[k], region.lower[i]), region.upper[i]) }
    }
    let end = minimizer.minimum(from: zip(free, scales).map { point[$0] / $1 }) { x, gradient in
      move(to: x)
      let value = acquisition(point, slope: &slope)
      for (k, i) in free.enumerated() { gradient[k] = -slope[i] * scales[k] }
      return -value
    }
    guard -end.value > start.value else { return start }
    move(to: end.x)
    return Candidate(point: point, value: -end.value)
  }

  /// Each stepped feature in turn to its best level; where they have too many levels together, some of them drawn anew.
  private mutating func swept(from start: Candidate) -> Candidate {
    var best = start
    for i in sweep() {
      let stepped = map.stepped.count { $0 != i && best.point[$0] != region.center[$0] }
      let mayLeave = region.mostSteps.map { stepped < $0 } ?? true
      let points = levels(of: i).compactMap { level -> [Double]? in
        guard level != best.point[i], mayLeave || level == region.center[i] else { return nil }
        var point = best.point
        point[i] = level
        return point
      }
      for (point, value) in zip(points, acquisition(points)) where value > best.value {
        best = Candidate(point: point, value: value)
      }
    }
    return best
  }

  private mutating func sweep() -> [Int] {
    let n = max(acquisition.model.table.count, 1)
    var left = max(40_000_000 / (n * (n + 4 * map.dimension)), 256)
    let counts = map.stepped.map { levels(of: $0).count }
    guard counts.reduce(0, +) > left else { return map.stepped }
    var order = Array(map.stepped.indices)
    for k in order.indices { order.swapAt(k, k + stream.below(order.count - k)) }
    let drawn = order.prefix { index in
      left -= counts[index]
      return left >= 0
    }
    return drawn.map { map.stepped[$0] }
  }

  /// All levels; but of a category only those that were tried, and one that stands for the others: to the model
  /// they are the same.
  private func levels(of feature: Int) -> [Double] {
    let levels = map.features[feature].levels.unsafelyUnwrapped
    let table = acquisition.model.table
    guard map.isCategory[feature], levels.count > table.count else { return levels }
    let tried = Set((0..<table.count).map { table[$0, feature] })
    return tried.sorted() + (levels.first { !tried.contains($0) }.map { [$0] } ?? [])
  }
}
