// SPDX-License-Identifier: Apache-2.0

/// Points of the model's space, by columns, so that one feature of two points is one load.
package struct FeatureTable {
  /// Whether a feature is the number of a category: equal or not, with no order.
  package let isCategory: [Bool]
  package private(set) var count = 0
  package private(set) var stride = 0
  package private(set) var columns: [Double] = []

  package var dimension: Int { isCategory.count }

  package init(isCategory: [Bool], _ points: [[Double]] = []) {
    self.isCategory = isCategory
    reserve(points.count)
    for point in points { append(point) }
  }

  package subscript(row: Int, feature: Int) -> Double { columns[feature * stride + row] }

  package func point(_ row: Int) -> [Double] { (0..<dimension).map { self[row, $0] } }

  package func mean(of feature: Int) -> Double {
    (0..<count).reduce(0) { $0 + self[$1, feature] } / Double(count)
  }

  /// The standard deviation of a number over the rows.
  package func deviation(of feature: Int) -> Double {
    let mean = mean(of: feature)
    let squares = (0..<count).reduce(0) { $0 + (self[$1, feature] - mean) * (self[$1, feature] - mean) }
    return (squares / Double(count)).squareRoot()
  }

  package mutating func append(_ point: [Double]) {
    if count == stride { reserve(max(8, 2 * count)) }
    for (feature, value) in point.enumerated() { columns[feature * stride + count] = value }
    count += 1
  }

  private mutating func reserve(_ capacity: Int) {
    let wider = (capacity + 3) & ~3
    var moved = [Double](repeating: 0, count: dimension * wider)
    for feature in 0..<dimension {
      for row in 0..<count { moved[feature * wider + row] = self[row, feature] }
    }
    (columns, stride) = (moved, wider)
  }
}
