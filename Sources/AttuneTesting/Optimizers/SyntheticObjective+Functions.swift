// SPDX-License-Identifier: Apache-2.0

private import AttuneStudy

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#else
  private import Darwin
#endif

extension SyntheticObjective {
  /// The squared distance from a point off the centre; 0 there.
  public static func sphere(dimensions: Int) -> SyntheticObjective {
    SyntheticObjective("sphere", over: Array(repeating: -5...5, count: dimensions), minimum: 0) { x in
      x.reduce(0) { $0 + ($1 - 1.3) * ($1 - 1.3) }
    }
  }

  /// Three equal minima in two dimensions.
  ///
  /// Source: F. H. Branin, IBM J. Res. Dev. 16 (1972), with the usual constants.
  public static let branin = SyntheticObjective(
    "Branin", over: [-5...10, 0...15], minimum: 0.39788735772973816
  ) { x in
    let valley = x[1] - 5.1 / (4 * .pi * .pi) * x[0] * x[0] + 5 / .pi * x[0] - 6
    return valley * valley + 10 * (1 - 1 / (8 * .pi)) * cos(x[0]) + 10
  }

  /// Six local minima in six dimensions.
  ///
  /// Source: L. C. W. Dixon and G. P. Szegö, "Towards Global Optimisation 2" (1978).
  public static let hartmann6 = SyntheticObjective(
    "Hartmann-6", over: Array(repeating: 0...1, count: 6), minimum: -3.3223680114155
  ) { x in
    var value = 0.0
    for i in 0..<4 {
      var distance = 0.0
      for j in 0..<6 { distance += steepness[i][j] * (x[j] - centre[i][j]) * (x[j] - centre[i][j]) }
      value -= height[i] * Portable.exp(-distance)
    }
    return value
  }

  private static let height = [1.0, 1.2, 3.0, 3.2]
  private static let steepness: [[Double]] = [
    [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14],
  ]
  private static let centre: [[Double]] = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
  ]
}
