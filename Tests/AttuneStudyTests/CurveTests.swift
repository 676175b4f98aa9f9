// SPDX-License-Identifier: Apache-2.0

import AttuneStudy
import AttuneTesting
import Testing

@Suite struct `A curve` {
  private func curve(_ readings: (Int, Double)...) -> Curve {
    var curve = Curve()
    for (step, value) in readings { curve.record(Trial.Reading(step: step, value: value)) }
    return curve
  }

  private func steps(_ curve: Curve) -> [Int] { curve.points.map(\.step) }

  @Test func `holds what was recorded`() {
    let curve = curve((1, 0.5), (2, 0.25), (5, 0.75))
    #expect(steps(curve) == [1, 2, 5])
    #expect(curve.points.map(\.value) == [0.5, 0.25, 0.75])
    #expect(curve.last == Trial.Measurement(step: 5, value: 0.75))
    #expect(curve.best(for: .maximize)?.step == 5 && curve.best(for: .minimize)?.step == 2)
    #expect(Curve().last == nil && Curve().best(for: .maximize) == nil)
  }

  @Test func `takes the earlier of two equally good points`() {
    #expect(curve((1, 2), (2, 2), (3, 1)).best(for: .maximize)?.step == 1)
    #expect(curve((1, 2), (2, 1), (3, 1)).best(for: .minimize)?.step == 2)
  }

  @Test func `forgets what stood at or after a step that is reported again`() {
    let rewound = curve((1, 0.1), (2, 0.2), (3, 0.3), (2, 0.9))
    #expect(steps(rewound) == [1, 2])
    #expect(rewound.last?.value == 0.9)
    #expect(curve((1, 0.1), (2, 0.2), (0, 0.9)).points.count == 1)
  }

  @Test func `forgets what stood at or after the step that a restarted trainer went back to`() {
    var curve = curve((1, 0.1), (5, 0.5), (10, 1))
    curve.record(Trial.Reading(step: 7, value: 0.7, restart: 5))
    #expect(steps(curve) == [1, 7])
    curve.record(Trial.Reading(step: 8, value: 0.8, restart: 8))
    #expect(steps(curve) == [1, 7, 8])
    curve.record(Trial.Reading(step: 9, value: .nan, restart: 0))
    #expect(curve.points.isEmpty && curve.nonFinite?.step == 9)
  }

  @Test func `remembers a reading that is not finite until a finite one follows`() {
    let broken = curve((1, 0.1), (2, 0.2), (2, .nan))
    #expect(steps(broken) == [1])
    #expect(broken.nonFinite?.step == 2 && broken.nonFinite?.value.isNaN == true)
    #expect(curve((1, 0.1), (2, -.infinity), (3, 0.3)).nonFinite == nil)
  }

  static let shapes: [(String, [Int])] = [
    ("every step", Array(0..<50_000)),
    ("every hundredth", (0..<20_000).map { $0 * 100 }),
    ("steps that grow", (0..<3_000).map { $0 * $0 * $0 }),
    ("a burst, then silence, then a burst", Array(0..<3_000) + (0..<3_000).map { $0 + 1_000_000_000 }),
    ("extreme steps", [.min] + (0..<5_000).map { $0 * (Int.max / 5_000) } + [.max]),
    ("a rewind after thinning", Array(0..<5_000) + Array(2_000..<9_000)),
  ]

  @Test(arguments: shapes)
  func `stays within its capacity, keeps its last point and its ends`(name: String, steps: [Int]) {
    var curve = Curve()
    for step in steps {
      curve.record(Trial.Reading(step: step, value: 1))
      if curve.last?.step != step { Issue.record("\(name): the last of \(step) is missing") }
      if curve.points.count > Curve.capacity { Issue.record("\(name): \(curve.points.count) points") }
    }
    #expect(curve.brokenInvariants() == [])
    #expect(curve.points.first?.step == steps[0])
    #expect(curve.points.count > 1)
  }

  @Test func `is thinned evenly, by a power of two`() {
    var curve = Curve()
    for step in 0...10_000 { curve.record(Trial.Reading(step: step, value: Double(step))) }
    let distances = zip(curve.points.dropFirst(), curve.points).map { $0.step - $1.step }
    #expect(Set(distances.dropLast()) == [16])
    #expect(curve.points.allSatisfy { $0.value == Double($0.step) })
  }

  @Test func `is the same whenever it is read`() {
    var (whole, copy) = (Curve(), Curve())
    for step in 0..<4_000 {
      whole.record(Trial.Reading(step: step, value: 1))
      var next = copy
      next.record(Trial.Reading(step: step, value: 1))
      copy = next
    }
    #expect(whole == copy)
  }
}

@Suite struct `The average of a curve` {
  private func curve(_ values: some Sequence<(Int, Double)>) -> Curve {
    var curve = Curve()
    for (step, value) in values { curve.record(Trial.Reading(step: step, value: value)) }
    return curve
  }

  @Test func `is that of the values up to the step`() {
    let curve = curve([(2, 1), (4, 3), (9, 8)])
    #expect(curve.average(upTo: 1) == nil)
    #expect([2, 3, 4, 8, 9, 100].map { curve.average(upTo: $0) } == [1, 1, 2, 2, 4, 4])
    #expect(curve.reports == 3)
  }

  @Test func `forgets what a rewind made void`() {
    let curve = curve([(0, 1), (1, 100), (2, 100), (1, 3)])
    #expect(curve.average(upTo: 5) == 2 && curve.reports == 2 && curve.best(for: .maximize)?.value == 3)
  }

  @Test func `counts the points that were thinned out, and so does the best value`() {
    let curve = curve((0..<50_000).map { ($0, $0 == 12_345 ? 1e6 : Double($0)) })
    #expect(curve.points.count <= Curve.capacity && curve.reports == 50_000)
    #expect(curve.best(for: .maximize) == Trial.Measurement(step: 12_345, value: 1e6))
    for point in curve.points where point.step < 12_345 {
      #expect(curve.average(upTo: point.step) == Double(point.step) / 2)
    }
  }
}
