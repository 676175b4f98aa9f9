// SPDX-License-Identifier: Apache-2.0

/// A trial's measurements by step: at most `capacity` points, thinned in a fixed way; the last is always there.
///
/// A step that is reported again voids what stood at or after it: a trainer that restarts from a
/// checkpoint rewinds, and its last life counts.
public struct Curve: Sendable, Hashable {
  public static let capacity = 1_000

  public private(set) var points: [Trial.Measurement] = []
  /// The latest reading if it was NaN or infinite; nil as soon as a finite one follows.
  public private(set) var nonFinite: Trial.Reading?
  /// Points closer than this to the one before were left out when the curve outgrew its capacity.
  private var stride = 1

  public init() {}

  public var last: Trial.Measurement? { points.last }

  public mutating func record(_ reading: Trial.Reading) {
    while let last = points.last, last.step >= reading.step { points.removeLast() }
    guard let measurement = Trial.Measurement(step: reading.step, value: reading.value) else {
      nonFinite = reading
      return
    }
    nonFinite = nil
    if points.count >= 2, measurement.step - points[points.count - 2].step < stride {
      points.removeLast()
    }
    points.append(measurement)
    if points.count > Self.capacity { thin() }
  }

  public func best(for goal: Goal) -> Trial.Measurement? {
    points.max { goal.isBetter($1.value, than: $0.value) }
  }

  /// Doubles the least distance between points until half of them remain. Amortised O(1) a point.
  private mutating func thin() {
    let last = points[points.count - 1]
    repeat {
      stride *= 2
      var kept: [Trial.Measurement] = []
      for point in points.dropLast() where kept.last.map({ point.step - $0.step >= stride }) ?? true {
        kept.append(point)
      }
      kept.append(last)
      points = kept
    } while points.count > Self.capacity / 2
  }
}
