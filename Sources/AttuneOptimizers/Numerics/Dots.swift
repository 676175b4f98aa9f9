// SPDX-License-Identifier: Apache-2.0

/// The inner loops of everything below: sums of products over contiguous numbers, two lanes wide on every
/// machine, always in the same order, so that a result has the same bits everywhere.
package enum Dots {
  @inline(__always)
  package static func pair(_ p: UnsafePointer<Double>, _ i: Int) -> SIMD2<Double> {
    UnsafeRawPointer(p + i).loadUnaligned(as: SIMD2<Double>.self)
  }

  /// Σ x y over `count` numbers.
  @inline(__always)
  package static func one(_ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, _ count: Int) -> Double {
    var (a, b) = (SIMD2<Double>.zero, SIMD2<Double>.zero)
    var i = 0
    while i + 4 <= count {
      a += pair(x, i) * pair(y, i)
      b += pair(x, i + 2) * pair(y, i + 2)
      i += 4
    }
    var sum = (a + b).sum()
    while i < count {
      sum += x[i] * y[i]
      i += 1
    }
    return sum
  }

  /// Four sums that share `x`.
  @inline(__always)
  package static func four(
    _ x: UnsafePointer<Double>, _ y: UnsafePointer<Double>, stride: Int, _ count: Int
  ) -> SIMD4<Double> {
    let (y1, y2, y3) = (y + stride, y + 2 * stride, y + 3 * stride)
    var (a, b, c, d) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
    var i = 0
    while i + 2 <= count {
      let z = pair(x, i)
      a += z * pair(y, i)
      b += z * pair(y1, i)
      c += z * pair(y2, i)
      d += z * pair(y3, i)
      i += 2
    }
    var sums = SIMD4(a.sum(), b.sum(), c.sum(), d.sum())
    if i < count { sums += x[i] * SIMD4(y[i], y1[i], y2[i], y3[i]) }
    return sums
  }

  /// Eight sums: two rows `x` (the second `xStride` further on) by four rows `y`.
  @inline(__always)
  package static func eight(
    _ x: UnsafePointer<Double>, xStride: Int, _ y: UnsafePointer<Double>, stride: Int, _ count: Int
  ) -> (SIMD4<Double>, SIMD4<Double>) {
    let (x1, y1, y2, y3) = (x + xStride, y + stride, y + 2 * stride, y + 3 * stride)
    var (a, b, c, d) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
    var (e, f, g, h) = (SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero, SIMD2<Double>.zero)
    var i = 0
    while i + 2 <= count {
      let (z, w) = (pair(x, i), pair(x1, i))
      let (p, q, r, s) = (pair(y, i), pair(y1, i), pair(y2, i), pair(y3, i))
      a += z * p
      b += z * q
      c += z * r
      d += z * s
      e += w * p
      f += w * q
      g += w * r
      h += w * s
      i += 2
    }
    var (first, second) = (
      SIMD4(a.sum(), b.sum(), c.sum(), d.sum()), SIMD4(e.sum(), f.sum(), g.sum(), h.sum())
    )
    if i < count {
      let tail = SIMD4(y[i], y1[i], y2[i], y3[i])
      first += x[i] * tail
      second += x1[i] * tail
    }
    return (first, second)
  }

  /// y += a x.
  @inline(__always)
  package static func add(
    _ a: Double, _ x: UnsafePointer<Double>, to y: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    var i = 0
    while i + 2 <= count {
      let sum = pair(y, i) + a * pair(x, i)
      UnsafeMutableRawPointer(y + i).storeBytes(of: sum, as: SIMD2<Double>.self)
      i += 2
    }
    if i < count { y[i] += a * x[i] }
  }
}
