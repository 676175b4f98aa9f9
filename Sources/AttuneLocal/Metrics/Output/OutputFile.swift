// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneStudy
import Glibc

/// One file of lines and how far it was read. It is opened only to read what it has grown by.
struct OutputFile {
  private let place: OutputPlace
  /// Readings of lines that end before this byte were reported by an earlier life.
  private var reportedBefore: Int

  private var reader: OutputReader
  private var splitter = LineSplitter()
  private var readings = ReportedReadings()
  private var fingerprint = ContentFingerprint()
  private var stamp: FileStamp?
  /// Lines that end before this byte were there before the launch.
  private var inherited = 0
  private(set) var lines = 0

  static let portionSize = 256 << 10

  /// One line that tells something.
  struct Found {
    let finding: OutputFinding
    /// Whether an earlier life has reported it.
    let isOld: Bool
  }

  init(_ place: OutputPlace, _ reader: OutputReader, reportedBefore: Int) {
    self.place = place
    self.reader = reader
    self.reportedBefore = reportedBefore
  }

  var name: String { place.name }
  var names: [String] { reader.names }
  /// Readings of the content as it is now.
  var count: Int { readings.count }
  var position: Position { Position(file: name, offset: splitter.offset) }
  /// Whether what an earlier life has reported is still to be counted.
  var isCatchingUp: Bool { splitter.fed < reportedBefore }
  /// Whether there is anything of the trial's own in it.
  var isUsed: Bool { size > inherited }
  var hasUnread: Bool { isUsed && splitter.fed < size }
  private var size: Int { Int(stamp?.size ?? 0) }

  /// Finds out what there is to read.
  ///
  /// - Parameter isLast: nothing more is written.
  mutating func look(isLast: Bool) {
    guard let root = try? Descriptor.directory(place.root), let now = try? FileStamp(of: place.path, in: root),
      now.kind == .file
    else {
      stamp = nil
      return
    }
    guard now != stamp || isLast else { return }
    let isOther = stamp.map { $0.inode != now.inode } ?? false
    stamp = now
    if isOther || size < max(splitter.fed, reportedBefore) { startOver() }
    if let content = place.inherited, let file = try? open() { inherited = content.length(in: file, isLast: isLast) }
  }

  private func open() throws(SystemError) -> Descriptor {
    try Descriptor(opening: place.path, in: Descriptor.directory(place.root), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  }

  private mutating func startOver() {
    splitter = LineSplitter()
    fingerprint = ContentFingerprint()
    reader.startOver()
    readings.startOver()
    reportedBefore = 0
    lines = 0
  }

  /// Reads on, at most `portionSize` bytes; what was reported before is read by itself.
  mutating func readPortion() throws(SystemError) -> [Found] {
    let file = try open()
    if !fingerprint.matches(file) { startOver() }
    let end = isCatchingUp ? min(reportedBefore, size) : size
    let (gap, bytes) = try file.data(from: splitter.fed, count: min(Self.portionSize, end - splitter.fed))
    if gap > 0 { splitter.skip(gap) }
    if bytes.isEmpty { block() }
    fingerprint.add(bytes)
    splitter.feed(bytes)
    return takeLines(isLast: false)
  }

  /// Whether there is a line that was never ended; once nothing more is written, it is one.
  var hasRest: Bool { isUsed && !hasUnread && splitter.hasRest }

  mutating func takeRest() -> [Found] { takeLines(isLast: true) }

  /// Leaves it alone until the next look.
  mutating func block() { stamp = nil }

  private mutating func takeLines(isLast: Bool) -> [Found] {
    var found: [Found] = []
    while let line = splitter.next(isLast: isLast) {
      lines += 1
      let finding: OutputFinding =
        line.isTooLong
        ? .unusable("line \(line.number) is longer than \(LineSplitter.longest) bytes and is passed over")
        : reader.take(line.bytes)
      guard finding != .nothing, line.end > inherited else { continue }
      found.append(Found(finding: finding, isOld: line.end <= reportedBefore))
    }
    return found
  }

  /// Notes the next reading; false if it was told in the same place before.
  mutating func isNew(_ reading: Trial.Reading) -> Bool { readings.isNew(reading) }

  /// The last reading, where the file ended with less than it had told.
  mutating func takeShortened() -> Trial.Reading? { readings.takeShortened() }
}
