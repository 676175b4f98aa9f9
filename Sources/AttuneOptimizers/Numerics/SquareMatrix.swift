// SPDX-License-Identifier: Apache-2.0

/// A square matrix in rows; a row takes `stride` numbers, a multiple of four, the rest of which stay zero.
package struct SquareMatrix {
  package private(set) var count: Int
  package private(set) var stride: Int
  package var elements: [Double]

  package init(count: Int) {
    self.count = count
    stride = (count + 3) & ~3
    // Whole blocks of four rows, too.
    elements = [Double](repeating: 0, count: stride * stride)
  }

  package subscript(row: Int, column: Int) -> Double {
    get { elements[row * stride + column] }
    set { elements[row * stride + column] = newValue }
  }

  /// Adds `scale` times another of the same size.
  mutating func add(_ other: SquareMatrix, scale: Double) {
    for i in elements.indices { elements[i] += scale * other.elements[i] }
  }

  /// Makes room for one more row and column, which stand in the padding where there is any left.
  mutating func grow() {
    if count == stride {
      var wider = SquareMatrix(count: count + 1)
      for row in 0..<count {
        let (from, to) = (row * stride, row * wider.stride)
        wider.elements.replaceSubrange(to..<to + count, with: elements[from..<from + count])
      }
      self = wider
    } else {
      count += 1
    }
  }
}
