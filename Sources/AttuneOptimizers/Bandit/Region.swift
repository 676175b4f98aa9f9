// SPDX-License-Identifier: Apache-2.0

internal import AttuneStudy

/// Where a suggestion is sought: a box round a point, or everything.
struct Region {
  let lower: [Double]
  let upper: [Double]
  let center: [Double]
  /// How many of the stepped features may leave the centre's level; nil: all.
  let mostSteps: Int?
}

extension Region {
  /// The whole space.
  init(everywhereFor surrogate: Surrogate) {
    center = surrogate.observations.ownPoint(surrogate.incumbent.row)
    lower = center.map { _ in 0 }
    upper = center.map { _ in 1 }
    mostSteps = nil
  }

  /// A box round the incumbent, longer along parameters with longer length scales. At most one stepped feature moves:
  /// in a small box none could.
  init(round surrogate: Surrogate, side: Double) {
    let continuous = surrogate.observations.map.continuous
    center = surrogate.observations.ownPoint(surrogate.incumbent.row)
    let logarithms = surrogate.hyperparameters.lengthScales.map { Portable.log($0) }
    let middle = continuous.reduce(0) { $0 + logarithms[$1] } / Double(max(continuous.count, 1))
    var (lower, upper) = (center, center)
    for i in continuous {
      let length = side * min(max(Portable.exp(logarithms[i] - middle), 0.3), 3)
      lower[i] = max(0, center[i] - 0.5 * length)
      upper[i] = min(1, center[i] + 0.5 * length)
    }
    (self.lower, self.upper) = (lower, upper)
    mostSteps = 1
  }
}
