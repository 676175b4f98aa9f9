// SPDX-License-Identifier: Apache-2.0

/// Cuts a growing TFRecord file into its records: feed chunks of any size, ask for `next()`.
///
/// A frame is a length (8 bytes), its masked checksum (4), the payload, and its masked checksum (4),
/// all little-endian. A record that is not complete yet waits; damage is reported, never thrown.
///
/// What a file can make a reader do is bounded: it holds `longestPayload` bytes and one fed chunk at most,
/// and looks at each byte a constant number of times, also where it searches for lost framing.
public struct RecordReader: Sendable {
  /// Records longer than this are passed over without being held in memory.
  public static let longestPayload = 64 << 20

  /// What was fed and is not passed yet; what stands before `start` is.
  private(set) var buffer: [UInt8] = []
  private(set) var start = 0
  private var mode = Mode.reading

  /// Bytes from the start of the file to the end of the last record that was delivered or reported.
  public private(set) var offset: Int

  private enum Mode: Sendable {
    case reading
    /// Inside a record that is passed over: so many bytes of it are still to come.
    case skipping(UInt64)
    /// Behind a damaged length, so many bytes: there is no header in those.
    case searching(Int)
    case ended
  }

  /// - Parameter offset: where in the file the first fed byte stands; must be the boundary of a record.
  public init(at offset: Int = 0) {
    self.offset = offset
  }

  /// Bytes that were fed and belong to a record that is not complete yet.
  public var pendingBytes: Int { unread + searched }

  private var unread: Int { buffer.count - start }

  private var searched: Int {
    if case .searching(let passed) = mode { passed } else { 0 }
  }

  /// Appends what was read next from the file.
  public mutating func feed(_ bytes: Span<UInt8>) {
    if case .ended = mode { return }
    dropConsumed()
    bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
  }

  /// The next record, or what is in the way of it.
  public mutating func next() -> RecordOutcome {
    switch mode {
    case .reading: readFrame()
    case .skipping(let remaining): skip(remaining)
    case .searching(let passed): search(passed)
    case .ended: .ended
    }
  }

  /// Frames may be read from `buffer` at `start`.
  var isReading: Bool {
    if case .reading = mode { true } else { false }
  }

  /// Passes over whole frames that someone else has read.
  mutating func pass(_ count: Int) {
    start += count
    offset += count
  }

  private mutating func readFrame() -> RecordOutcome {
    guard unread >= FrameHeader.size else { return waitForMore() }
    let header = FrameHeader(buffer.span.bytes, at: start)
    guard header.isSound else {
      mode = .searching(0)
      return .damaged(RecordDamage(.lengthChecksum, at: offset))
    }
    guard header.length <= UInt64(Self.longestPayload) else { return passOver(header.length) }

    let payload = start + FrameHeader.size..<start + FrameHeader.size + Int(header.length)
    guard buffer.count - payload.upperBound >= FrameHeader.trailerSize else { return waitForMore() }
    let isSound = isSound(payload)
    let begin = offset
    pass(payload.upperBound + FrameHeader.trailerSize - start)
    return isSound
      ? .record(Record(payload: buffer[payload], offset: begin, end: offset))
      : .damaged(RecordDamage(.payloadChecksum, at: begin, end: offset))
  }

  private func isSound(_ payload: Range<Int>) -> Bool {
    let stored = buffer.span.bytes.unsafeLoadUnaligned(fromByteOffset: payload.upperBound, as: UInt32.self)
    return UInt32(littleEndian: stored) == CRC32C.masked(CRC32C.checksum(of: buffer.span.extracting(payload)))
  }

  private mutating func passOver(_ length: UInt64) -> RecordOutcome {
    let begin = offset
    let (rest, overflow) = length.addingReportingOverflow(UInt64(FrameHeader.trailerSize))
    guard !overflow, rest <= UInt64(Int.max - offset - FrameHeader.size) else {
      mode = .ended
      buffer = []
      start = 0
      return .damaged(RecordDamage(.tooLong(length), at: begin))
    }
    pass(FrameHeader.size)
    mode = .skipping(rest)
    return .damaged(RecordDamage(.tooLong(length), at: begin, end: offset + Int(rest)))
  }

  private mutating func skip(_ remaining: UInt64) -> RecordOutcome {
    let passed = min(remaining, UInt64(unread))
    pass(Int(passed))
    guard passed == remaining else {
      mode = .skipping(remaining - passed)
      return .needsMoreData
    }
    mode = .reading
    return readFrame()
  }

  /// Looks for the next twelve bytes that are a header, and reports the damage once more, with its end.
  ///
  /// The length's checksum is all that is asked: whatever depends on bytes still to come would make a difference
  /// where a file is cut, and checking the payload of every candidate would take quadratic time in a file made to
  /// that end. Bytes of another kind look like a header less than once in 2³² places.
  private mutating func search(_ passed: Int) -> RecordOutcome {
    let begin = offset
    let first = passed == 0 ? start + 1 : start
    var index = first
    while index + FrameHeader.size <= buffer.count {
      let header = FrameHeader(buffer.span.bytes, at: index)
      guard header.length <= UInt64(Self.longestPayload), header.isSound else {
        index += 1
        continue
      }
      offset += passed + index - start
      start = index
      mode = .reading
      return .damaged(RecordDamage(.lengthChecksum, at: begin, end: offset))
    }
    mode = .searching(passed + index - start)
    start = index
    return waitForMore()
  }

  /// Gives back memory that a long chunk took, so that thousands of readers may wait at once.
  private mutating func waitForMore() -> RecordOutcome {
    if buffer.capacity > 4096, unread < buffer.capacity / 4 {
      buffer = Array(buffer[start...])
      start = 0
    }
    return .needsMoreData
  }

  /// Moves the unread rest to the front; amortised, every byte is moved at most once.
  private mutating func dropConsumed() {
    guard start > 0, start >= unread else { return }
    buffer.removeSubrange(..<start)
    start = 0
  }
}
