// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import Testing

@Suite struct `A feature table` {
  private func point(_ row: Int) -> [Double] { [Double(row), Double(row % 3), -Double(row) / 8] }

  /// Also past every growth of its columns.
  @Test(arguments: 0...40)
  func `holds the points, made at once or one by one`(count: Int) {
    let isCategory = [false, true, false]
    let points = (0..<count).map(point)
    let whole = FeatureTable(isCategory: isCategory, points)
    var grown = FeatureTable(isCategory: isCategory)
    for point in points { grown.append(point) }
    for table in [whole, grown] {
      #expect(table.count == count && table.dimension == 3)
      #expect((0..<count).map(table.point) == points)
      #expect((0..<count).allSatisfy { table[$0, 2] == points[$0][2] })
      // Blocks of four rows are read whole.
      #expect(table.stride.isMultiple(of: 4) && table.stride >= count && table.columns.count == 3 * table.stride)
    }
  }
}
