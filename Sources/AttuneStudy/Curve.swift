// SPDX-License-Identifier: Apache-2.0

/// A trial's measurements by step: at most `capacity` points, thinned in a fixed way; the last is always there.
///
/// A step that is reported again voids what stood at or after it, and so does a restart: a trainer that goes back
/// to a checkpoint rewinds, and its last life counts.
public struct Curve: Sendable, Hashable {
  /// In points.
  public static let capacity = 1_000

  /// Steps strictly increase; all points but the last are at least `spacing` apart.
  public private(set) var points: [Trial.Measurement] = []
  /// The latest reading if it was NaN or infinite; nil as soon as a finite one follows.
  public private(set) var nonFinite: Trial.Reading?
  /// For each point, what was measured up to it.
  private var tallies: [Tally] = []
  /// In steps: 1, doubled as often as the curve outgrew its capacity.
  private var spacing: UInt = 1

  /// All measurements up to a point, those that were thinned out among them.
  private struct Tally: Sendable, Hashable {
    var count = 0
    var sum = 0.0
    var least: Trial.Measurement
    var greatest: Trial.Measurement

    init(_ first: Trial.Measurement) { (least, greatest) = (first, first) }

    mutating func add(_ measurement: Trial.Measurement) {
      count += 1
      sum += measurement.value
      if measurement.value < least.value { least = measurement }
      if measurement.value > greatest.value { greatest = measurement }
    }
  }

  public init() {}

  /// The measurement of the greatest step.
  public var last: Trial.Measurement? { points.last }

  /// How many measurements there are, with those that were thinned out.
  public var reports: Int { tallies.last?.count ?? 0 }

  /// The earlier one of two equally good ones, thinned out or not. O(1).
  public func best(for goal: Goal) -> Trial.Measurement? {
    goal == .maximize ? tallies.last?.greatest : tallies.last?.least
  }

  /// The average of all values up to a step; nil before the first. O(log points).
  ///
  /// Where points were thinned out, up to the last point that stands at or before the step.
  public func average(upTo step: Int) -> Double? {
    var (low, high) = (0, points.count)
    while low < high {
      let middle = (low + high) / 2
      if points[middle].step <= step { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : tallies[low - 1].sum / Double(tallies[low - 1].count)
  }

  /// Amortised O(1).
  public mutating func record(_ reading: Trial.Reading) {
    let first = min(reading.step, reading.restart ?? reading.step)
    while let last = points.last, last.step >= first { removeLast() }
    guard let measurement = Trial.Measurement(step: reading.step, value: reading.value) else {
      nonFinite = reading
      return
    }
    nonFinite = nil
    var tally = tallies.last ?? Tally(measurement)
    tally.add(measurement)
    if points.count >= 2, points[points.count - 1].distance(from: points[points.count - 2]) < spacing {
      removeLast()  // it was kept only for being the last
    }
    points.append(measurement)
    tallies.append(tally)
    if points.count > Self.capacity { thin() }
  }

  private mutating func removeLast() {
    points.removeLast()
    tallies.removeLast()
  }

  /// Doubles the spacing until at most half of the points remain.
  private mutating func thin() {
    repeat {
      spacing *= 2
      var kept: [Int] = []
      for index in points.indices.dropLast()
      where kept.last.map({ points[index].distance(from: points[$0]) >= spacing }) ?? true {
        kept.append(index)
      }
      kept.append(points.count - 1)
      (points, tallies) = (kept.map { points[$0] }, kept.map { tallies[$0] })
    } while points.count > Self.capacity / 2
  }
}

extension Trial.Measurement {
  /// In steps; right even where the difference of two hostile steps overflows an `Int`.
  fileprivate func distance(from earlier: Trial.Measurement) -> UInt {
    UInt(bitPattern: step &- earlier.step)
  }
}
