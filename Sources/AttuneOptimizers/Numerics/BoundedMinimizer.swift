// SPDX-License-Identifier: Apache-2.0

/// Minimises a smooth function over a box by projected limited-memory BFGS.
///
/// The quasi-Newton direction of the free coordinates, a backtracking search along the projected path.
/// Sources: Nocedal and Wright, "Numerical Optimization", 2nd ed., algorithm 7.4; Bertsekas, "Projected
/// Newton methods for optimization problems with simple constraints", SIAM J. Control 20 (1982).
/// Simpler than Byrd et al.'s L-BFGS-B: smooth functions of a few dozen coordinates need no Cauchy point.
package struct BoundedMinimizer {
  private let lower: [Double]
  private let upper: [Double]
  /// The most that a search may take, the start's included; at least 1.
  package var evaluations = 40
  /// Ends where no free coordinate's derivative is larger.
  package var gradientTolerance = 1e-4
  /// Ends when a step gains less than this share of max(1, |f|).
  package var valueTolerance = 1e-7

  package struct Point {
    package let x: [Double]
    package let value: Double
  }

  package init(lower: [Double], upper: [Double]) {
    self.lower = lower
    self.upper = upper
  }

  /// The best point found: in the box, and never worse than the start, which is moved into the box first.
  ///
  /// Values that are not finite are never accepted, but at the start.
  package func minimum(
    from start: [Double], of f: (_ x: [Double], _ gradient: inout [Double]) -> Double
  ) -> Point {
    var x = projected(start)
    var gradient = [Double](repeating: 0, count: x.count)
    var value = f(x, &gradient)
    var used = 1
    var memory = CurvatureMemory()
    while used < evaluations {
      let free = freeCoordinates(at: x, gradient)
      guard largest(gradient, where: free) > gradientTolerance else { break }
      var direction = memory.direction(gradient, free: free)
      if dot(direction, gradient, where: free) >= 0 {
        memory = CurvatureMemory()
        direction = gradient.indices.map { free[$0] ? -gradient[$0] : 0 }
      }
      var length = memory.isEmpty ? min(1, 0.5 / max(largest(direction, where: free), 1e-300)) : 1
      var next: (x: [Double], gradient: [Double], value: Double)?
      while used < evaluations {
        let candidate = projected(x.indices.map { x[$0] + length * direction[$0] })
        var slope = gradient
        let reached = f(candidate, &slope)
        used += 1
        let promised = x.indices.reduce(0) { $0 + gradient[$1] * (candidate[$1] - x[$1]) }
        if reached.isFinite, reached <= value + 1e-4 * promised {
          next = (candidate, slope, reached)
          break
        }
        length *= reached.isFinite ? 0.4 : 0.1
        if length < 1e-10 { break }
      }
      guard let next else { break }
      memory.record(
        step: x.indices.map { next.x[$0] - x[$0] }, change: x.indices.map { next.gradient[$0] - gradient[$0] })
      let gain = value - next.value
      (x, gradient, value) = (next.x, next.gradient, next.value)
      if gain <= valueTolerance * max(1, abs(value)) { break }
    }
    return Point(x: x, value: value)
  }

  private func projected(_ x: [Double]) -> [Double] {
    x.indices.map { min(max(x[$0], lower[$0]), upper[$0]) }
  }

  /// Those that are not held at a bound by the gradient.
  private func freeCoordinates(at x: [Double], _ gradient: [Double]) -> [Bool] {
    x.indices.map { i in
      !(x[i] <= lower[i] && gradient[i] > 0) && !(x[i] >= upper[i] && gradient[i] < 0)
    }
  }

  private func largest(_ v: [Double], where free: [Bool]) -> Double {
    v.indices.reduce(0) { free[$1] ? max($0, abs(v[$1])) : $0 }
  }

  private func dot(_ a: [Double], _ b: [Double], where free: [Bool]) -> Double {
    a.indices.reduce(0) { free[$1] ? $0 + a[$1] * b[$1] : $0 }
  }
}

/// The last few steps and changes of gradient, which stand for the inverse Hessian.
private struct CurvatureMemory {
  private static let capacity = 8
  private var pairs: [(step: [Double], change: [Double])] = []

  var isEmpty: Bool { pairs.isEmpty }

  mutating func record(step: [Double], change: [Double]) {
    let curvature = zip(step, change).reduce(0) { $0 + $1.0 * $1.1 }
    let scale = zip(change, change).reduce(0) { $0 + $1.0 * $1.1 }
    guard curvature > 1e-10 * scale, scale > 0 else { return }
    pairs.append((step, change))
    if pairs.count > Self.capacity { pairs.removeFirst() }
  }

  /// −H g over the free coordinates, zero in the others (the two-loop recursion).
  func direction(_ gradient: [Double], free: [Bool]) -> [Double] {
    func dot(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for i in a.indices where free[i] { sum += a[i] * b[i] }
      return sum
    }
    var q = gradient.indices.map { free[$0] ? gradient[$0] : 0 }
    var factors: [Double] = []
    let usable = pairs.filter { dot($0.step, $0.change) > 1e-10 * dot($0.change, $0.change) }
    for (step, change) in usable.reversed() {
      let factor = dot(step, q) / dot(step, change)
      factors.append(factor)
      for i in q.indices where free[i] { q[i] -= factor * change[i] }
    }
    if let (step, change) = usable.last {
      let scale = dot(step, change) / dot(change, change)
      for i in q.indices { q[i] *= scale }
    }
    for ((step, change), factor) in zip(usable, factors.reversed()) {
      let correction = factor - dot(change, q) / dot(step, change)
      for i in q.indices where free[i] { q[i] += correction * step[i] }
    }
    return q.map { -$0 }
  }
}
