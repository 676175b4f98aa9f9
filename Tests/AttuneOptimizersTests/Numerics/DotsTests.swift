// SPDX-License-Identifier: Apache-2.0

import AttuneOptimizers
import AttuneStudy
import Testing

/// Whole numbers, so that every order of addition gives the same sum.
@Suite struct `Sums of products` {
  private static let numbers: [Double] = {
    var random = SplitMix64(state: 7)
    return (0..<400).map { _ in Double(Int(random.next() % 201)) - 100 }
  }()

  private func plain(_ x: Int, _ y: Int, _ count: Int) -> Double {
    (0..<count).reduce(0) { $0 + Self.numbers[x + $1] * Self.numbers[y + $1] }
  }

  /// Odd starts are not on a boundary of sixteen bytes, even ones may be.
  @Test(arguments: 0..<40, [0, 1, 2, 3])
  func `are right for any count, wherever the numbers lie`(count: Int, start: Int) {
    Self.numbers.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let (x, y, stride) = (base + start, base + 111, 45)
      #expect(Dots.one(x, y, count) == plain(start, 111, count))
      let lines = (0..<4).map { 111 + $0 * stride }
      let four = Dots.four(x, y, stride: stride, count)
      #expect((0..<4).map { four[$0] } == lines.map { plain(start, $0, count) })
      let (first, second) = Dots.eight(x, xStride: 51, y, stride: stride, count)
      #expect(first == four)
      #expect((0..<4).map { second[$0] } == lines.map { plain(start + 51, $0, count) })
    }
  }

  @Test(arguments: 0..<12, [0, 1])
  func `add a multiple of one row to another, and touch nothing beyond`(count: Int, start: Int) {
    var sums = Self.numbers
    sums.withUnsafeMutableBufferPointer { y in
      Self.numbers.withUnsafeBufferPointer { x in
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        Dots.add(3, x + 100, to: y + start, count)
      }
    }
    for i in sums.indices {
      let isInside = (start..<start + count).contains(i)
      #expect(sums[i] == Self.numbers[i] + (isInside ? 3 * Self.numbers[100 + i - start] : 0))
    }
  }
}
