// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy

/// The series that is read, from its first point on.
struct ChosenSeries {
  let key: MetricSeriesKey
  /// The wall time of the latest point that was read of it, in seconds since 1970.
  private(set) var latestTime = -Double.infinity
  private var deduplicator = Deduplicator()
  /// The only step that was written so far: a trainer that forgets the step has its points numbered by arrival.
  private var constantStep: Int?
  private var arrivals = 0
  private var lastStep: Int?
  /// What stands of it: what the job knows, or will know.
  private var curve = Curve()
  /// The trainer was restarted here, and has reported nothing since.
  private var restart: Int?

  init(_ key: MetricSeriesKey) { self.key = key }

  /// The point to report; nil for one that a copied file repeats.
  mutating func reading(of point: MetricPoint, in file: UInt32) -> Trial.Reading? {
    let read = point.reading
    latestTime = max(latestTime, point.wallTime.isNaN ? 0 : point.wallTime)
    switch key.source {
    case .events:
      guard deduplicator.isNew(step: read.step, wallTime: point.wallTime, value: read.value, in: file) else {
        return nil
      }
      return take(numbered(read))
    case .hypertune: return take(numbered(read))
    case .steps:
      // Several scalars of one step are one point.
      guard read.step != lastStep else { return nil }
      return take(read)
    case .tfruns: return take(read)
    }
  }

  /// The trainer goes on from this step.
  mutating func restart(at step: Int) {
    if let constantStep, arrivals > 0 {
      guard step <= constantStep else { return }
      arrivals = 0
      restart = constantStep
    } else if let last = curve.last, last.step >= step {
      restart = min(step, restart ?? step)
    }
  }

  /// What is left to say once nothing more is written: a restart that no reading has followed leaves the last one
  /// before it as the latest.
  mutating func close() -> Trial.Reading? {
    guard let restart else { return nil }
    self.restart = nil
    guard let last = curve.points.last(where: { $0.step < restart }) else { return nil }
    return Trial.Reading(step: last.step, value: last.value, restart: restart)
  }

  private mutating func take(_ reading: Trial.Reading) -> Trial.Reading {
    let reading = restart.map { Trial.Reading(step: reading.step, value: reading.value, restart: $0) } ?? reading
    restart = nil
    lastStep = reading.step
    curve.record(reading)
    return reading
  }

  private mutating func numbered(_ reading: Trial.Reading) -> Trial.Reading {
    defer { arrivals += 1 }
    if arrivals == 0 { constantStep = reading.step }
    guard let constantStep, reading.step == constantStep else {
      self.constantStep = nil
      return reading
    }
    return Trial.Reading(step: constantStep.addingReportingOverflow(arrivals).partialValue, value: reading.value)
  }
}
