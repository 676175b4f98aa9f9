// SPDX-License-Identifier: Apache-2.0

/// What a surrogate is made from, and what of.
struct Lesson {
  enum Kind: UInt64 {
    case whole
    /// The whole of a noisy metric: costs as they are, for a warp would magnify noise where values are good.
    case noisy
    /// A neighbourhood: costs as they are, for a sum of a function of each parameter is none when it is warped, and
    /// hardly any noise.
    case separable
    /// The same, of so many trials that a quadratic function may be known of it.
    case quadratic
  }

  let kind: Kind
  /// Rows of the observations: those that the model knows, and those from which hyperparameters are learned.
  let rows: [Int]
  let fit: [Int]

  var isLinear: Bool { kind != .whole }
  var isLocal: Bool { kind == .separable || kind == .quadratic }
  var trend: Trend.Shape { kind == .quadratic ? .quadratic : .separable }

  private static let hardlyAnyNoise = 1e-8

  /// A neighbourhood's extent is the measure of its length scales.
  func prior(_ table: FeatureTable, continuous: [Int], _ recipe: Recipe) -> HyperparameterPrior {
    var prior = HyperparameterPrior(
      dimension: table.dimension, shortness: isLocal ? 0 : recipe.shortness,
      units: isLocal ? Self.extents(table, continuous: continuous) : nil)
    if isLocal { prior.noiseMedian = Self.hardlyAnyNoise }
    return prior
  }

  private static let smallestExtent = 0x1p-20

  /// How far the rows reach along each continuous feature, as a share of its range; 1 along the others.
  private static func extents(_ table: FeatureTable, continuous: [Int]) -> [Double] {
    var extents = [Double](repeating: 1, count: table.dimension)
    for i in continuous {
      let whole = (1.0 / 12).squareRoot()  // the deviation of points all over the range
      extents[i] = min(max(table.deviation(of: i) / whole, smallestExtent), 1)
    }
    return extents
  }
}
