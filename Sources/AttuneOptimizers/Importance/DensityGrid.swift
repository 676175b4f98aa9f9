// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

/// Parzen's estimate of a density over cells: a kernel around each value, and a wide one of weight 1.
///
/// Kernels and bandwidths are those of Optuna's `ScottParzenEstimator`, against which the results are tested.
struct DensityGrid {
  let count: Int
  /// Whether neighbouring cells are alike; those of categories are not.
  private let isOrdered: Bool
  /// What is assumed where there are no values.
  private let prior: [Double]

  init(count: Int, isOrdered: Bool) {
    self.count = count
    self.isOrdered = isOrdered
    guard isOrdered else {
      prior = Array(repeating: 1 / Double(count), count: count)
      return
    }
    let middle = Double(count) / 2
    let steps = (0...count).map { Normal.cumulative((Double($0) - middle) / Double(count)) }
    prior = (0..<count).map { (steps[$0 + 1] - steps[$0]) / (steps[count] - steps[0]) }
  }

  /// Positive, with sum 1.
  ///
  /// - Parameter histogram: how many values are in each cell.
  func density(of histogram: [Int]) -> [Double] {
    var density = prior
    if isOrdered { addNormals(for: histogram, to: &density) } else { addCategories(for: histogram, to: &density) }
    let total = Double(histogram.reduce(1, +))
    return density.map { $0 / total }
  }

  /// Normal kernels, cut off at the ends and integrated over each cell.
  private func addNormals(for histogram: [Int], to density: inout [Double]) {
    let bandwidth = Self.bandwidth(for: histogram)
    // The cumulative kernel at the lower edge of the cell that is d cells away, for d = −count … count.
    let steps = (-count...count).map { Normal.cumulative((Double($0) - 0.5) / bandwidth) }
    for (cell, values) in histogram.enumerated() where values > 0 {
      let first = count - cell
      let weight = Double(values) / (steps[first + count] - steps[first])
      for index in 0..<count { density[index] += weight * (steps[first + index + 1] - steps[first + index]) }
    }
  }

  /// Each category that was seen spreads a part over all: one value's, divided by the number of kernels.
  private func addCategories(for histogram: [Int], to density: inout [Double]) {
    let spread = 1 / Double(histogram.count { $0 > 0 } + 1)
    let mass = Double(count) * spread + 1
    let total = Double(histogram.reduce(0, +))
    for index in 0..<count { density[index] += (total * spread + Double(histogram[index])) / mass }
  }

  /// In cells, by Scott's rule for the smaller one of two estimates of the spread; 90 % of the narrowest kernel
  /// are in its own cell.
  ///
  /// Source: Scott, "Multivariate Density Estimation", 1992.
  private static func bandwidth(for histogram: [Int]) -> Double {
    let total = histogram.reduce(0, +)
    let mean = moment(of: histogram) { $0 } / Double(total)
    let variance = moment(of: histogram) { ($0 - mean) * ($0 - mean) } / Double(max(1, total - 1))
    let (lower, upper) = quartiles(of: histogram, total: total)
    let spread = min(Double(upper - lower) / 1.34, variance.squareRoot())
    let shrinkage = Portable.exp(-0.2 * Portable.log(Double(total)))
    return max(1.059 * spread * shrinkage, 0.5 / 1.64)
  }

  private static func moment(of histogram: [Int], _ function: (Double) -> Double) -> Double {
    histogram.enumerated().reduce(0) { $0 + Double($1.element) * function(Double($1.offset)) }
  }

  /// The cells in which the lower quarter and the upper one begin.
  private static func quartiles(of histogram: [Int], total: Int) -> (lower: Int, upper: Int) {
    let occupied = histogram.indices.filter { histogram[$0] > 0 }
    var sum = 0
    let sums = occupied.map { cell in
      sum += histogram[cell]
      return sum
    }
    let lower = sums.firstIndex { $0 >= total / 4 } ?? 0
    let upper = sums.firstIndex { $0 > total * 3 / 4 } ?? occupied.count - 1
    return (occupied[lower], occupied[upper])
  }
}
