// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneStudy
import Glibc

/// One event file and how far it was read. It is opened only to read what it has grown by.
struct FollowedFile {
  let path: EventFilePath
  /// Tells it from the other files of the trial.
  let number: UInt32
  /// Readings that end before this byte were reported by an earlier life.
  var reportedBefore: Int

  private var reader = RecordReader()
  private var stamp: FileStamp?
  private var suspect: Suspect?
  /// Nothing more can be read of it now.
  private var isBlocked = false
  /// Damage before this byte was believed already.
  private var believedBefore = 0
  private var troubles: Set<Int> = []

  static let portionSize = 256 << 10
  /// More damaged records than this are not told one by one.
  private static let mostTroubles = 5

  init(_ path: EventFilePath, number: UInt32, reportedBefore: Int) {
    self.path = path
    self.number = number
    self.reportedBefore = reportedBefore
  }

  /// One number that was written.
  struct Scalar {
    let tag: String
    let reading: Trial.Reading
    let wallTime: Double
    /// Where its record ends, in bytes.
    let end: Int
  }

  /// Damage that was seen once: believed when the file has changed and it is still there, because a file
  /// on a network may show its bytes late.
  private struct Suspect {
    let offset: Int
    let stamp: FileStamp?
  }

  struct Portion {
    var scalars: [Scalar] = []
    var damages: [RecordDamage] = []
  }

  /// Bytes read so far, complete records or not.
  private var bytesRead: Int { reader.offset + reader.pendingBytes }
  private var size: Int { Int(stamp?.size ?? 0) }

  /// How far whole records were read, in bytes.
  var offset: Int { reader.offset }

  /// Finds out what there is to read.
  ///
  /// - Parameters:
  ///   - since: nanoseconds since 1970; a file that was not touched since is left alone.
  ///   - isLast: nothing more is written.
  mutating func look(in root: borrowing Descriptor, since: Int64, isLast: Bool) {
    guard let now = try? FileStamp(of: path.relative, in: root), now.kind == .file, now.modified >= since else {
      return block()
    }
    let isOther = stamp.map { $0.inode != now.inode } ?? false
    stamp = now
    if isOther || size < max(bytesRead, reportedBefore) { startOver() }
    isBlocked = suspect.map { $0.stamp == now && !isLast } ?? false
  }

  var hasUnread: Bool { !isBlocked && bytesRead < size }

  /// Leaves it alone until the next look.
  mutating func block() { isBlocked = true }

  /// Reads from the start again, for another series.
  mutating func rewind() {
    reader = RecordReader()
    isBlocked = false
  }

  private mutating func startOver() {
    rewind()
    reportedBefore = 0
    suspect = nil
    believedBefore = 0
    troubles = []
  }

  /// Reads on, at most `portionSize` bytes.
  ///
  /// - Parameter isLast: nothing more is written, so what looks damaged is.
  mutating func readPortion(in root: borrowing Descriptor, isLast: Bool) throws(SystemError) -> Portion {
    let file = try Descriptor(opening: path.relative, in: root, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    let bytes = try file.bytes(from: bytesRead, count: min(Self.portionSize, size - bytesRead))
    if bytes.isEmpty { block() }
    reader.feed(bytes.span)
    var portion = Portion()
    while step(&portion, isLast: isLast) {}
    return portion
  }

  /// False when the fed bytes are used up, or what comes next is to be looked at once more.
  private mutating func step(_ portion: inout Portion, isLast: Bool) -> Bool {
    switch reader.next() {
    case .record(let record):
      do {
        let event = try Event(decoding: record.payload.span)
        portion.scalars += Self.scalars(of: event, endingAt: record.end)
      } catch {
        note(RecordDamage(.notAnEvent, at: record.offset), &portion)
      }
      return true
    case .damaged(let damage):
      guard isLast || damage.isCertain || damage.offset < believedBefore || isConfirmed(damage) else {
        suspect = Suspect(offset: damage.offset, stamp: stamp)
        reader = RecordReader(at: damage.offset)
        block()
        return false
      }
      note(damage, &portion)
      return true
    case .needsMoreData: return false
    case .ended:
      block()
      return false
    }
  }

  private func isConfirmed(_ damage: RecordDamage) -> Bool {
    suspect.map { $0.offset == damage.offset && $0.stamp != stamp } ?? false
  }

  private mutating func note(_ damage: RecordDamage, _ portion: inout Portion) {
    believedBefore = max(believedBefore, damage.offset + 1)
    guard troubles.count < Self.mostTroubles, troubles.insert(damage.offset).inserted else { return }
    portion.damages.append(damage)
  }

  private static func scalars(of event: Event, endingAt end: Int) -> [Scalar] {
    guard case .summary(let values) = event.content else { return [] }
    return values.compactMap { value in
      value.scalar.map {
        Scalar(
          tag: value.tag, reading: Trial.Reading(step: event.step, value: $0), wallTime: event.wallTime, end: end)
      }
    }
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
