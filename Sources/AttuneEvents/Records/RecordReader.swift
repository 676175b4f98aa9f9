// SPDX-License-Identifier: Apache-2.0

/// Cuts a growing TFRecord file into its records: feed chunks of any size, ask for `next()`.
///
/// A frame is a length (8 bytes), its masked checksum (4), the payload, and its masked checksum (4),
/// all little-endian. A record that is not complete yet waits; damage is reported, never thrown.
public struct RecordReader: Sendable {
  /// Records longer than this are passed over without being held in memory.
  public static let longestPayload = 64 << 20

  private static let headerSize = 12
  private static let trailerSize = 4

  private var buffer: [UInt8] = []
  private var start = 0
  private var mode = Mode.reading

  /// Bytes from the start of the file to the end of the last record that was delivered or reported.
  public private(set) var offset: Int

  private enum Mode: Sendable {
    case reading
    /// Inside a record that is passed over: so many bytes of it are still to come.
    case skipping(UInt64)
    case ended
  }

  /// - Parameter offset: where in the file the first fed byte stands; must be the boundary of a record.
  public init(at offset: Int = 0) {
    self.offset = offset
  }

  /// Bytes that were fed and belong to a record that is not complete yet.
  public var pendingBytes: Int { buffer.count - start }

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
    case .ended: .ended
    }
  }

  private mutating func readFrame() -> RecordOutcome {
    guard pendingBytes >= Self.headerSize else { return .needsMoreData }
    let length: UInt64 = load(at: start)
    guard load(at: start + 8) == maskedChecksum(of: start..<start + 8) else { return end(.lengthChecksum) }
    guard length <= UInt64(Self.longestPayload) else { return passOver(length) }

    let payload = start + Self.headerSize..<start + Self.headerSize + Int(length)
    guard buffer.count - payload.upperBound >= Self.trailerSize else { return .needsMoreData }
    let isSound = load(at: payload.upperBound) == maskedChecksum(of: payload)
    let begin = offset
    offset += payload.upperBound + Self.trailerSize - start
    start = payload.upperBound + Self.trailerSize
    return isSound
      ? .record(Record(payload: buffer[payload], offset: begin, end: offset))
      : .damaged(RecordDamage(.payloadChecksum, at: begin))
  }

  private mutating func passOver(_ length: UInt64) -> RecordOutcome {
    let damage = RecordDamage(.tooLong(length), at: offset)
    let (rest, overflow) = length.addingReportingOverflow(UInt64(Self.trailerSize))
    guard !overflow, rest <= UInt64(Int.max - offset - Self.headerSize) else { return end(damage.kind) }
    start += Self.headerSize
    offset += Self.headerSize
    mode = .skipping(rest)
    return .damaged(damage)
  }

  private mutating func skip(_ remaining: UInt64) -> RecordOutcome {
    let passed = min(remaining, UInt64(pendingBytes))
    start += Int(passed)
    offset += Int(passed)
    guard passed == remaining else {
      mode = .skipping(remaining - passed)
      return .needsMoreData
    }
    mode = .reading
    return readFrame()
  }

  private mutating func end(_ kind: RecordDamage.Kind) -> RecordOutcome {
    mode = .ended
    buffer = []
    start = 0
    return .damaged(RecordDamage(kind, at: offset))
  }

  /// Moves the unread rest to the front; amortised, every byte is moved at most once.
  private mutating func dropConsumed() {
    guard start > 0, start >= pendingBytes else { return }
    buffer.removeSubrange(..<start)
    start = 0
  }

  private func load<Number: FixedWidthInteger & BitwiseCopyable>(at index: Int) -> Number {
    Number(littleEndian: buffer.span.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: Number.self))
  }

  private func maskedChecksum(of range: Range<Int>) -> UInt32 {
    CRC32C.masked(CRC32C.checksum(of: buffer.span.extracting(range)))
  }
}
