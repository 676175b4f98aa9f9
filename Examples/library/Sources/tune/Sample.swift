// SPDX-License-Identifier: Apache-2.0

import AttuneStudy

/// Noisy points of a curve over −1 … 1.
struct Sample {
  let points: [(x: Double, y: Double)]

  static let training = Sample(count: 30, seed: 1)
  static let validation = Sample(count: 200, seed: 2)

  private init(count: Int, seed: UInt64) {
    var random = SplitMix64(state: seed)
    points = (0..<count).map { _ in
      let x = 2 * random.unit() - 1
      return (x, 1 / (1 + 25 * x * x) + 0.1 * (random.unit() - 0.5))
    }
  }
}
