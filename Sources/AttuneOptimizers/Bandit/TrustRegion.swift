// SPDX-License-Identifier: Apache-2.0

/// How far local steps go: a box round the best trial that widens with success and shrinks with failure.
///
/// Its side is a fold over the trials in the order in which they ended, so nothing has to be kept.
/// Source: Eriksson et al., "Scalable global optimization via local Bayesian optimization", NeurIPS 2019,
/// with one endless region instead of restarts.
struct TrustRegion {
  /// As a share of each range, before a model's length scales stretch it.
  private(set) var side: Double

  private static let first = 0.4
  /// Where all parameters are continuous; the design stayed near its best then.
  private static let firstOfContinuous = 0.3
  private static let smallest = 0x1p-17
  /// A better trial found elsewhere widens the box to this at least.
  private static let atNewPlace = 0.2

  init(_ observations: Observations) {
    let map = observations.map
    side = map.isContinuous ? Self.firstOfContinuous : Self.first
    let patience = max(2, map.dimension / (map.isContinuous ? 6 : 3))
    var best = Double.infinity
    var (wins, losses) = (0, 0)
    for row in observations.priors..<observations.count {
      let (cost, isLocal) = (observations.costs[row], observations.isLocal[row])
      let improves = cost.map { $0 < best } ?? false
      if improves, let cost { best = cost }
      switch (isLocal, improves) {
      case (false, false): continue
      case (false, true):
        side = max(side, Self.atNewPlace)
        (wins, losses) = (0, 0)
      case (true, true): (wins, losses) = (wins + 1, 0)
      case (true, false): (wins, losses) = (0, losses + 1)
      }
      if wins >= 2 { (side, wins) = (min(1, 1.6 * side), 0) }
      if losses >= patience { (side, losses) = (max(Self.smallest, 0.6 * side), 0) }
    }
  }
}
