// SPDX-License-Identifier: Apache-2.0

package import AttuneStudy

/// One parameter's values, each in one of at most 50 cells of its range; every category is a cell.
package struct ParameterCells {
  /// The cell of each trial's value.
  private let cells: [Int]
  private let grid: DensityGrid

  package init(_ domain: ParameterSpec.Domain, values: [ParameterValue]) {
    switch domain {
    case .categorical(let categories):
      grid = DensityGrid(count: categories.count, isOrdered: false)
      cells = values.map { domain.index(of: $0) ?? 0 }
    case .double, .integer, .discrete:
      let finest = 50
      if let count = domain.cardinality, count <= finest {
        grid = DensityGrid(count: count, isOrdered: true)
        cells = values.map { domain.index(of: $0) ?? 0 }
      } else {
        grid = DensityGrid(count: finest, isOrdered: true)
        cells = values.map { Int(domain.unit(of: $0) * Double(finest - 1) + 0.5) }
      }
    }
  }

  /// The density of all trials.
  package var density: [Double] { grid.density(of: histogram(of: cells.indices)) }

  /// The Pearson divergence ∑ q (p/q − 1)², with p the density of these trials.
  ///
  /// - Parameter q: positive everywhere, as `density` is.
  package func divergence(of trials: [Int], from q: [Double]) -> Double {
    let p = grid.density(of: histogram(of: trials))
    return zip(p, q).reduce(0) { sum, pair in
      let ratio = pair.0 / pair.1 - 1
      return sum + pair.1 * ratio * ratio
    }
  }

  private func histogram(of trials: some Sequence<Int>) -> [Int] {
    var counts = Array(repeating: 0, count: grid.count)
    for trial in trials { counts[cells[trial]] += 1 }
    return counts
  }
}
