// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneLocal
import AttuneStudy
import Testing

@Suite struct `The event file of a trial for TensorBoard` {
  private func content(_ curve: Curve, ending: TrialEventLog.Ending? = nil) -> TrialEventLog.Content {
    TrialEventLog.Content(
      settings: [.init("x", .number(0.5))], startTime: Timestamp(milliseconds: 1_000), objective: MetricTag("acc"),
      curve: curve, times: [1: Timestamp(milliseconds: 1_500)], ending: ending)
  }

  private func curve(_ points: (Int, Double)...) -> Curve {
    var curve = Curve()
    for (step, value) in points { curve.record(Trial.Reading(step: step, value: value)) }
    return curve
  }

  private func events(_ bytes: [UInt8]) throws -> [Event] {
    var reader = RecordReader()
    reader.feed(bytes.span)
    var events: [Event] = []
    while case .record(let record) = reader.next() { events.append(try Event(decoding: record.payload.span)) }
    return events
  }

  /// What a reader that honours restarts has in the end.
  private func standing(_ bytes: [UInt8]) throws -> [Int: Double] {
    var values: [Int: Double] = [:]
    for event in try events(bytes) {
      switch event.content {
      case .sessionStart: values = values.filter { $0.key < event.step }
      case .summary(let all): for value in all where value.tag == "attune/acc" { values[event.step] = value.scalar }
      default: continue
      }
    }
    return values
  }

  private func tags(_ bytes: [UInt8]) throws -> [String] {
    try events(bytes).flatMap { event -> [String] in
      switch event.content {
      case .summary(let values): values.map(\.tag)
      case .fileVersion(let version): [version]
      case .sessionStart, .other: ["restart \(event.step)"]
      }
    }
  }

  @Test func `begins with the parameters, then tells each measurement once, at its time`() throws {
    var log = TrialEventLog()
    let first = log.bytes(telling: content(curve((1, 0.25))))
    #expect(try tags(first) == ["brain.Event:2", "_hparams_/session_start_info", "attune/acc"])
    #expect(try events(first).last?.wallTime == 1.5)
    #expect(log.bytes(telling: content(curve((1, 0.25)))).isEmpty)
    let second = log.bytes(telling: content(curve((1, 0.25), (2, 0.5))))
    #expect(try events(second).map(\.step) == [2])
    #expect(try standing(first + second) == [1: 0.25, 2: 0.5])
  }

  @Test func `ends with the value that counts and how the trial ended, once`() throws {
    var log = TrialEventLog()
    let curve = curve((1, 0.75), (2, 0.5))
    _ = log.bytes(telling: content(curve))
    let ending = TrialEventLog.Ending(
      isSuccess: true, time: Timestamp(milliseconds: 2_000), final: Trial.Measurement(step: 1, value: 0.75))
    let last = log.bytes(telling: content(curve, ending: ending))
    #expect(try tags(last) == ["attune/final", "_hparams_/session_end_info"])
    #expect(try events(last).first?.step == 1)
    #expect(log.bytes(telling: content(curve, ending: ending)).isEmpty)
  }

  @Test func `without a final value tells only how the trial ended`() throws {
    var log = TrialEventLog()
    let ending = TrialEventLog.Ending(isSuccess: false, time: Timestamp(milliseconds: 2_000), final: nil)
    #expect(
      try tags(log.bytes(telling: content(Curve(), ending: ending))).suffix(2)
        == ["_hparams_/session_start_info", "_hparams_/session_end_info"])
  }

  /// Whatever a trainer reports, and whenever it is looked at: what is appended gives the curve as it stands.
  @Test(arguments: 0..<200)
  func `gives the curve, whatever was voided meanwhile`(seed: UInt64) throws {
    var random = SplitMix64(state: seed)
    var curve = Curve(), log = TrialEventLog(), bytes: [UInt8] = []
    var step = 0
    for _ in 0..<40 {
      switch random.next() % 8 {
      case 0: step = max(0, step - Int(random.next() % 6))
      case 1: curve = Curve()
      default: step += Int(random.next() % 3)
      }
      curve.record(Trial.Reading(step: step, value: Double(random.next() % 4)))
      if random.next() % 3 > 0 { continue }
      bytes += log.bytes(telling: content(curve))
      #expect(
        try standing(bytes) == Dictionary(uniqueKeysWithValues: curve.points.map { ($0.step, $0.value) }))
    }
  }

  @Test func `goes on after the curve was thinned out`() throws {
    var curve = Curve(), log = TrialEventLog(), bytes: [UInt8] = []
    for step in 1...3_000 {
      curve.record(Trial.Reading(step: step, value: Double(step)))
      if step % 100 == 0 { bytes += log.bytes(telling: content(curve)) }
    }
    let values = try standing(bytes)
    #expect(values[3_000] == 3_000)
    #expect(try !events(bytes).contains { $0.content == .sessionStart })
    for point in curve.points { #expect(values[point.step] == point.value) }
  }
}
