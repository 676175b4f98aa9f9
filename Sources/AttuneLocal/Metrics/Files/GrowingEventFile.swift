// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneStudy
import Glibc

/// The content of an event file, as far as it was read.
struct GrowingEventFile {
  private let countsSteps: Bool
  private var reader = RecordReader()
  private var suspect: Suspect?
  /// Damage before this byte was believed already.
  private var believedBefore = 0
  private var troubles: Set<Int> = []
  /// Events from before this time are another trial's; in seconds since 1970.
  private var firstTime: Double?
  /// From `brain.Event:2` on, writers mark a restart; what older ones call one is none.
  private var marksRestarts = false

  /// A long record is read when the file is as long as this, in bytes: until then, none of it is kept.
  private var awaitedSize = 0

  static let portionSize = 256 << 10
  /// So much of a record that is not complete yet is kept.
  private static let mostPending = 64 << 10
  /// More damaged records than this are not told one by one.
  private static let mostTroubles = 5

  /// - Parameter countsSteps: the steps of its events are a series of their own.
  init(countsSteps: Bool) { self.countsSteps = countsSteps }

  /// Damage that was seen once: believed when the file has changed and it is still there, because a file
  /// on a network may show its bytes late.
  private struct Suspect {
    let offset: Int
    let stamp: FileStamp
  }

  /// Bytes read so far, complete records or not.
  private var bytesRead: Int { reader.offset + reader.pendingBytes }

  /// How far whole records were read, in bytes.
  var offset: Int { reader.offset }

  func hasUnread(at stamp: FileStamp) -> Bool { bytesRead < Int(stamp.size) && awaitedSize <= Int(stamp.size) }

  /// Shorter than what was read of it, now or in an earlier life.
  func isCut(to stamp: FileStamp, reportedBefore: Int) -> Bool { Int(stamp.size) < max(bytesRead, reportedBefore) }

  /// What was seen of it is to be seen twice before it is read on.
  func isWaiting(at stamp: FileStamp, isLast: Bool) -> Bool { suspect.map { $0.stamp == stamp && !isLast } ?? false }

  /// Reads from the start again.
  mutating func rewind() {
    reader = RecordReader()
    marksRestarts = false
    awaitedSize = 0
  }

  /// Reads another file of this name from its start.
  mutating func startOver(countingFrom time: Double?) {
    rewind()
    firstTime = time
    suspect = nil
    believedBefore = 0
    troubles = []
  }

  /// Reads on, at most `portionSize` bytes.
  ///
  /// - Returns: false where there is nothing more to read until it has changed.
  mutating func read(
    _ path: RelativePath, in root: borrowing Descriptor, at stamp: FileStamp, isLast: Bool,
    into portion: inout FilePortion
  ) throws(SystemError) -> Bool {
    let file = try Descriptor(opening: path, in: root, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    let bytes = try file.bytes(from: bytesRead, count: min(Self.portionSize, max(0, Int(stamp.size) - bytesRead)))
    reader.feed(bytes.span)
    while let isReadable = step(&portion, at: stamp, isLast: isLast) {
      guard isReadable else { return false }
    }
    // Behind a damage there is no record that waits, but a search.
    if !hasUnread(at: stamp), reader.pendingBytes > Self.mostPending, believedBefore <= reader.offset {
      try waitForWholeRecord(in: file)
    }
    return !bytes.isEmpty
  }

  /// Forgets the beginning of a long record, so that thousands of files take little memory.
  private mutating func waitForWholeRecord(in file: borrowing Descriptor) throws(SystemError) {
    let length = try file.bytes(from: reader.offset, count: 8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(RecordReader.longestPayload) else { return }
    awaitedSize = reader.offset + 16 + Int(length)
    reader = RecordReader(at: reader.offset)
  }

  /// Nil when the fed bytes are used up; false when what comes next is to be looked at once more.
  private mutating func step(_ portion: inout FilePortion, at stamp: FileStamp, isLast: Bool) -> Bool? {
    switch reader.next() {
    case .record(let record):
      do {
        take(try Event(decoding: record.payload.span), endingAt: record.end, into: &portion)
      } catch {
        note(RecordDamage(.notAnEvent, at: record.offset), &portion)
      }
      return true
    case .damaged(let damage):
      guard isBelieved(damage, at: stamp, isLast: isLast) else { return suspect(damage, at: stamp) }
      note(damage, &portion)
      return true
    case .needsMoreData: return nil
    case .ended: return false
    }
  }

  private func isBelieved(_ damage: RecordDamage, at stamp: FileStamp, isLast: Bool) -> Bool {
    isLast || damage.isCertain || damage.offset < believedBefore
      || suspect.map { $0.offset == damage.offset && $0.stamp != stamp } ?? false
  }

  /// Reads it once more when the file has changed.
  ///
  /// - Returns: false.
  private mutating func suspect(_ damage: RecordDamage, at stamp: FileStamp) -> Bool {
    suspect = Suspect(offset: damage.offset, stamp: stamp)
    reader = RecordReader(at: damage.offset)
    return false
  }

  private mutating func note(_ damage: RecordDamage, _ portion: inout FilePortion) {
    believedBefore = max(believedBefore, damage.offset + 1)
    guard troubles.count < Self.mostTroubles, troubles.insert(damage.offset).inserted else { return }
    portion.damages.append(damage)
  }

  private mutating func take(_ event: Event, endingAt end: Int, into portion: inout FilePortion) {
    if case .fileVersion(let version) = event.content { marksRestarts = EventFile.marksRestarts(version: version) }
    if let firstTime, event.wallTime < firstTime { return }
    switch event.content {
    case .fileVersion, .other: break
    case .sessionStart: if marksRestarts { portion.entries.append(.restart(step: event.step)) }
    case .summary(let values):
      let before = portion.entries.count
      for value in values {
        if let number = value.scalar { portion.entries.append(point(.events, value.tag, number, event, end)) }
      }
      if countsSteps, portion.entries.count > before {
        portion.entries.append(point(.steps, MetricSeriesKey.stepTag, Double(event.step), event, end))
      }
    }
  }

  private func point(
    _ source: MetricSeriesKey.Source, _ tag: String, _ value: Double, _ event: Event, _ end: Int
  ) -> MetricEntry {
    .point(
      MetricPoint(
        source: source, tag: tag, reading: Trial.Reading(step: event.step, value: value), wallTime: event.wallTime,
        end: end))
  }
}

extension RecordDamage {
  /// The bytes themselves are sound; another look at them would show the same.
  fileprivate var isCertain: Bool {
    switch kind {
    case .tooLong, .notAnEvent: true
    case .payloadChecksum, .lengthChecksum: false
    }
  }
}
