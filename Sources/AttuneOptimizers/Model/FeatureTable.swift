// SPDX-License-Identifier: Apache-2.0

/// Points of the model's space, by columns, so that one feature of two points is one load.
struct FeatureTable {
  /// Whether a feature is the number of a category: equal or not, with no order.
  let isCategory: [Bool]
  private(set) var count = 0
  private(set) var stride = 0
  private(set) var columns: [Double] = []

  var dimension: Int { isCategory.count }

  init(isCategory: [Bool], _ points: [[Double]] = []) {
    self.isCategory = isCategory
    reserve(points.count)
    for point in points { append(point) }
  }

  subscript(row: Int, feature: Int) -> Double { columns[feature * stride + row] }

  func point(_ row: Int) -> [Double] { (0..<dimension).map { self[row, $0] } }

  mutating func append(_ point: [Double]) {
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
