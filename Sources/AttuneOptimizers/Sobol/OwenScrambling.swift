// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

/// Nested uniform scrambling: each binary digit of a coordinate is flipped or not by a coin that depends on
/// the digits above it. A net stays a net, and each point becomes uniform in the cube.
///
/// Source: A. B. Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995. The coins are not stored:
/// each is a bit of the dimension's random stream, at the place that the digits above it spell.
struct OwenScrambling {
  /// One per dimension.
  let keys: [UInt64]

  init(dimensions: Int, stream: SplitMix64) {
    var stream = stream
    keys = (0..<dimensions).map { _ in stream.next() }
  }

  /// In (0, 1), for a coordinate in units of 2^-32.
  func unit(of coordinate: UInt32, dimension: Int) -> Double {
    var scrambled: UInt32 = 0
    var node: UInt64 = 1  // the digits so far, after a leading one
    for place in (0..<32).reversed() {
      let digit = coordinate >> UInt32(place) & 1
      let coin = SplitMix64.mix(keys[dimension] &+ node &* 0x9E37_79B9_7F4A_7C15) >> 63
      scrambled |= (digit ^ UInt32(coin)) << UInt32(place)
      node = node << 1 | UInt64(digit)
    }
    return (Double(scrambled) + 0.5) * 0x1p-32
  }
}
