// SPDX-License-Identifier: Apache-2.0

/// Turns a never decreasing function on [0, 1] round, exactly where a double allows it.
///
/// A formula for the inverse is off by a few ulps, and then value → coordinate → value would not come
/// back. So the formula is only a guess, and bisection over the doubles themselves decides.
struct MonotoneInverse {
  let function: (Double) -> Double

  /// A u with `function(u) == target` if there is one, else one whose image is nearest. O(log) calls.
  func callAsFunction(_ target: Double, near guess: Double) -> Double {
    if function(guess) == target { return guess }
    guard function(0) < target else { return 0 }
    guard function(1) > target else { return 1 }
    var (low, high) = bracket(target, near: guess)
    while low.nextUp < high {
      // Doubles in [0, 1] are ordered as their bit patterns are.
      let middle = Double(bitPattern: (low.bitPattern + high.bitPattern) / 2)
      if function(middle) < target { low = middle } else { high = middle }
    }
    return target - function(low) < function(high) - target ? low : high
  }

  /// `function(low) < target ≤ function(high)`: a narrow one, as the guess is nearly always good.
  private func bracket(_ target: Double, near guess: Double) -> (low: Double, high: Double) {
    let margin = 0x1p-40
    let (below, above) = (max(guess - margin, 0), min(guess + margin, 1))
    return (function(below) < target ? below : 0, function(above) < target ? 1 : above)
  }
}
