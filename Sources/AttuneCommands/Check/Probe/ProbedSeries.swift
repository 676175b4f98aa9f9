// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// What a probe saw of one tag in one directory. Times are seconds since 1970.
package struct ProbedSeries: Sendable, Hashable {
  package let directory: String
  package let tag: String
  package private(set) var points = 0
  package private(set) var lastStep = 0
  package private(set) var lastValue = 0.0
  /// Points that are NaN or infinite, and the step of the first of them.
  package private(set) var nonFinite = 0
  package private(set) var firstNonFiniteStep: Int?
  /// By the writer's clock.
  package private(set) var firstTime = Double.infinity
  package private(set) var latestTime = -Double.infinity
  /// Between the writing of a point and its arrival in the file; nil where the writer's times are not of this run.
  package private(set) var longestDelay: Double?
  private var firstArrival: Double?
  private var latestArrival = 0.0

  package init(directory: String, tag: String) {
    self.directory = directory
    self.tag = tag
  }

  /// - Parameters:
  ///   - wallTime: as the writer noted it.
  ///   - arrival: when it was in the file.
  ///   - launch: when the trainer was started; an earlier `wallTime` is not of this run.
  package mutating func add(step: Int, value: Double, wallTime: Double, arrival: Double, launch: Double) {
    points += 1
    lastStep = step
    lastValue = value
    if !value.isFinite {
      nonFinite += 1
      firstNonFiniteStep = firstNonFiniteStep ?? step
    }
    firstArrival = firstArrival ?? arrival
    latestArrival = arrival
    guard wallTime.isFinite else { return }
    firstTime = min(firstTime, wallTime)
    latestTime = max(latestTime, wallTime)
    guard wallTime >= launch - 1, wallTime <= arrival + 1 else { return }
    longestDelay = max(longestDelay ?? 0, arrival - wallTime)
  }

  /// Seconds from one point to the next; nil before there are two, or where they bear one time.
  package var interval: Double? {
    guard points > 1, let firstArrival else { return nil }
    let span = longestDelay == nil ? latestArrival - firstArrival : latestTime - firstTime
    return span > 0 ? span / Double(points - 1) : nil
  }

  /// As the rules of tag resolution see it.
  var written: WrittenSeries {
    var series = WrittenSeries(directory: directory, tag: tag, at: firstTime.isFinite ? firstTime : 0)
    series.addEvent(at: latestTime.isFinite ? latestTime : 0)
    return series
  }

  /// `logs/train/`; the working directory itself is `./`.
  var place: String { directory == "." ? "./" : "\(directory)/" }
}
