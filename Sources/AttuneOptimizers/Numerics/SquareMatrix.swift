// SPDX-License-Identifier: Apache-2.0

/// A square matrix in rows; a row takes `stride` numbers, a multiple of four, the rest of which stay zero.
struct SquareMatrix {
  let count: Int
  let stride: Int
  var elements: [Double]

  init(count: Int) {
    self.count = count
    stride = (count + 3) & ~3
    // Whole blocks of four rows, too.
    elements = [Double](repeating: 0, count: stride * stride)
  }

  subscript(row: Int, column: Int) -> Double {
    get { elements[row * stride + column] }
    set { elements[row * stride + column] = newValue }
  }
}
