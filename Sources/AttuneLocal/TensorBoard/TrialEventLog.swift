// SPDX-License-Identifier: Apache-2.0
package import AttuneEvents
package import AttuneJob
package import AttuneStudy

/// Attune's own event file of a trial, in the making: what it was started with, what was measured, how it ended. It only
/// grows, as TensorBoard wants it.
package struct TrialEventLog: Sendable {
  /// The scalar with what was measured.
  package static func tag(of objective: MetricTag) -> String { "attune/\(objective)" }
  /// The scalar with the one value that counts, once the trial has ended with one.
  package static let finalTag = "attune/final"

  /// All that there is to tell of a trial.
  package struct Content: Sendable {
    package var settings: [HParams.Setting]
    package var startTime: Timestamp
    /// Nil where nothing is tuned.
    package var objective: MetricTag?
    package var curve: Curve
    /// When each step was measured.
    package var times: [Int: Timestamp]
    package var ending: Ending?

    package init(
      settings: [HParams.Setting], startTime: Timestamp, objective: MetricTag?, curve: Curve,
      times: [Int: Timestamp], ending: Ending?
    ) {
      self.settings = settings
      self.startTime = startTime
      self.objective = objective
      self.curve = curve
      self.times = times
      self.ending = ending
    }
  }

  package struct Ending: Sendable {
    package var isSuccess: Bool
    package var time: Timestamp
    package var final: Trial.Measurement?

    package init(isSuccess: Bool, time: Timestamp, final: Trial.Measurement?) {
      self.isSuccess = isSuccess
      self.time = time
      self.final = final
    }
  }

  /// Values that stand in the file and still count, by step.
  private var written: [Int: Double] = [:]
  private var last: Int?
  private var isStarted = false
  private var isEnded = false

  package init() {}

  /// The bytes to append, so that the file tells this.
  package mutating func bytes(telling content: Content) -> [UInt8] {
    var bytes: [UInt8] = []
    if !isStarted {
      isStarted = true
      var writer = EventWriter(wallTime: content.startTime.seconds)
      let start = HParams.SessionStart(content.settings, time: content.startTime.seconds)
      writer.write(.sessionStart(start), wallTime: content.startTime.seconds)
      bytes += writer.bytes
    }
    if let objective = content.objective { bytes += measurements(of: objective, content) }
    if let ending = content.ending, !isEnded {
      isEnded = true
      bytes += self.bytes(of: ending)
    }
    return bytes
  }

  private mutating func measurements(of objective: MetricTag, _ content: Content) -> [UInt8] {
    var writer = EventWriter()
    if let step = firstVoidStep(in: content.curve) {
      // What stands at or after it is void, for TensorBoard, too.
      writer.write(Event(wallTime: time(of: step, content).seconds, step: step, content: .sessionStart))
      written = written.filter { $0.key < step }
      last = written.keys.max()
    }
    for point in content.curve.points where last.map({ point.step > $0 }) ?? true {
      // TensorBoard's data server reads no scalars of type double.
      writer.write(
        Self.tag(of: objective), point.value, step: point.step, wallTime: time(of: point.step, content).seconds)
      written[point.step] = point.value
      last = point.step
    }
    return writer.bytes
  }

  /// Where the curve is another one than what stands in the file.
  private func firstVoidStep(in curve: Curve) -> Int? {
    guard let last else { return nil }
    let points = curve.points
    let other = points.first { $0.step <= last && written[$0.step] != $0.value }?.step
    // Of a curve that was thinned out, the points between are missed and still count.
    let isWhole = curve.reports == points.count
    let kept = Set(points.map(\.step)), end = points.last?.step ?? .min
    let missed = written.keys.filter { isWhole ? !kept.contains($0) : $0 > end }.min()
    return [other, missed].compactMap { $0 }.min()
  }

  private func time(of step: Int, _ content: Content) -> Timestamp { content.times[step] ?? content.startTime }

  private func bytes(of ending: Ending) -> [UInt8] {
    var writer = EventWriter()
    let time = ending.time.seconds
    if let final = ending.final {
      writer.write(Self.finalTag, final.value, step: final.step, wallTime: time)
    }
    writer.write(.sessionEnd(HParams.SessionEnd(isSuccess: ending.isSuccess, time: time)), wallTime: time)
    return writer.bytes
  }
}

extension Timestamp {
  /// Since 1970.
  var seconds: Double { Double(milliseconds) / 1_000 }
}
