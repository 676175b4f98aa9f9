// SPDX-License-Identifier: Apache-2.0
import AttuneEvents

/// All that a file tells, so that two ways of reading it can be compared. Numbers are compared by their bits.
struct Story {
  var chapters: [Chapter] = []
  /// How far whole records were read; 0 for a decoder.
  private(set) var end = 0

  enum Chapter: Equatable {
    /// With all numbers taken out and told by their bits, as a NaN equals nothing.
    case event(Event, numbers: [UInt64])
    case damage(RecordDamage)

    init(_ event: Event) {
      var event = event
      var numbers = [event.wallTime.bitPattern]
      event.wallTime = 0
      if case .summary(var values) = event.content {
        for index in values.indices {
          numbers += values[index].scalar.map { [$0.bitPattern] } ?? []
          switch values[index].payload {
          case .simpleValue: values[index].payload = .simpleValue(0)
          case .tensor(let type, let scalar): values[index].payload = .tensor(type, scalar: scalar.map { _ in 0 })
          }
        }
        event.content = .summary(values)
      }
      self = .event(event, numbers: numbers)
    }
  }

  private mutating func add(_ event: Event) { chapters.append(Chapter(event)) }

  /// The first chapter that another story tells otherwise, for messages.
  func difference(from other: Story) -> String? {
    for index in 0..<max(chapters.count, other.chapters.count) {
      let mine = index < chapters.count ? chapters[index] : nil
      let others = index < other.chapters.count ? other.chapters[index] : nil
      if mine != others { return "chapter \(index): \(mine.debugDescription), not \(others.debugDescription)" }
    }
    return nil
  }

  /// One record after the other, each decoded in full.
  init(decoding script: ScriptedBytes) {
    for outcome in script.outcomes() {
      switch outcome {
      case .record(let record):
        if let event = try? Event(decoding: record.payload.span) {
          add(event)
        } else {
          chapters.append(.damage(RecordDamage(.notAnEvent, at: record.offset, end: record.end)))
        }
      case .damaged(let damage): chapters.append(.damage(damage))
      case .needsMoreData, .ended: break
      }
    }
  }

  /// - Parameter offset: where in the file the script begins.
  init(scanning script: ScriptedBytes, at offset: Int = 0) {
    var scanner = EventScanner(at: offset)
    for chunk in script.chunks {
      scanner.feed(chunk.span)
      while addNext(from: &scanner) {}
    }
    end = scanner.offset
  }

  private mutating func addNext(from scanner: inout EventScanner) -> Bool {
    var points: [ScannedPoint] = []
    let outcome = scanner.next(into: &points)
    for point in points {
      let value = scanner.series[point.series].value(point.value)
      add(Event(wallTime: point.wallTime, step: point.step, content: .summary([value])))
    }
    switch outcome {
    case .event(let event, _): add(event)
    case .damaged(let damage): chapters.append(.damage(damage))
    case .needsMoreData, .ended: return false
    }
    return true
  }
}
