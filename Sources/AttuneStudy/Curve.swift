// SPDX-License-Identifier: Apache-2.0

/// A trial's measurements by step: at most `capacity` points, thinned in a fixed way; the last is always there.
///
/// A step that is reported again voids what stood at or after it: a trainer that restarts from a
/// checkpoint rewinds, and its last life counts.
public struct Curve: Sendable, Hashable {
  public static let capacity = 1_000

  /// Steps strictly increase; all points but the last are at least `spacing` apart.
  public private(set) var points: [Trial.Measurement] = []
  /// The latest reading if it was NaN or infinite; nil as soon as a finite one follows.
  public private(set) var nonFinite: Trial.Reading?
  /// In steps: 1, doubled as often as the curve outgrew its capacity.
  private var spacing: UInt = 1

  public init() {}

  public var last: Trial.Measurement? { points.last }

  /// Amortised O(1).
  public mutating func record(_ reading: Trial.Reading) {
    while let last = points.last, last.step >= reading.step { points.removeLast() }
    guard let measurement = Trial.Measurement(step: reading.step, value: reading.value) else {
      nonFinite = reading
      return
    }
    nonFinite = nil
    if points.count >= 2, points[points.count - 1].distance(from: points[points.count - 2]) < spacing {
      points.removeLast()  // it was kept only for being the last
    }
    points.append(measurement)
    if points.count > Self.capacity { thin() }
  }

  /// The earlier one of two equally good ones.
  public func best(for goal: Goal) -> Trial.Measurement? {
    points.max { goal.isBetter($1.value, than: $0.value) }
  }

  /// Doubles the spacing until at most half of the points remain.
  private mutating func thin() {
    let last = points[points.count - 1]
    repeat {
      spacing *= 2
      var kept: [Trial.Measurement] = []
      for point in points.dropLast() where kept.last.map({ point.distance(from: $0) >= spacing }) ?? true {
        kept.append(point)
      }
      kept.append(last)
      points = kept
    } while points.count > Self.capacity / 2
  }
}

extension Trial.Measurement {
  /// In steps; right even where the difference of two hostile steps overflows an `Int`.
  fileprivate func distance(from earlier: Trial.Measurement) -> UInt {
    UInt(bitPattern: step &- earlier.step)
  }
}
