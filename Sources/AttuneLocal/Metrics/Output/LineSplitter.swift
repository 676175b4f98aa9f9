// SPDX-License-Identifier: Apache-2.0

/// Cuts growing text into lines, however it is fed: LF, CRLF and CR (progress bars) end one.
package struct LineSplitter: Sendable {
  /// Longer lines are passed over, so that a trainer that never ends one can't fill the memory.
  package static let longest = 64 << 10

  package struct Line: Sendable, Hashable {
    /// Without its end; empty for a line that was passed over.
    package let bytes: [UInt8]
    /// From 1; what stands between carriage returns has one number.
    package let number: Int
    /// Of the byte behind the line and its end, in the whole text.
    package let end: Int
    package let isTooLong: Bool
  }

  /// Bytes of whole lines that were taken.
  package private(set) var offset = 0
  private var pending: [UInt8] = []
  /// Bytes of `pending` that hold no line end.
  private var scanned = 0
  private var start = 0
  private var number = 1
  /// Bytes of a line that is too long so far, without those in `pending`.
  private var passedOver = 0
  private var endedWithReturn = false

  package init() {}

  /// Whether there is more than the lines that were taken.
  package var hasRest: Bool { passedOver > 0 || start < pending.count }

  /// Bytes that were fed.
  package var fed: Int { offset + passedOver + pending.count - start }

  package mutating func feed(_ bytes: [UInt8]) {
    pending.removeFirst(start)
    scanned -= start
    start = 0
    pending += bytes
  }

  /// Passes over bytes that are not there: the line in which they would stand is too long.
  package mutating func skip(_ count: Int) {
    passedOver += pending.count - start + count
    start = pending.count
    scanned = start
  }

  /// Nil when what is fed holds no whole line any more.
  ///
  /// - Parameter isLast: nothing more is fed, so the rest is a line, too.
  package mutating func next(isLast: Bool = false) -> Line? {
    skipNewline()
    while scanned < pending.count, !Self.isEnd(pending[scanned]) { scanned += 1 }
    guard scanned < pending.count else {
      if scanned - start > Self.longest {
        passedOver += scanned - start
        start = scanned
      }
      guard isLast, passedOver > 0 || start < pending.count else { return nil }
      return take(endingWith: nil)
    }
    return take(endingWith: pending[scanned])
  }

  private mutating func take(endingWith end: UInt8?) -> Line {
    let length = passedOver + scanned - start
    let isTooLong = length > Self.longest
    let bytes = isTooLong ? [] : Array(pending[start..<scanned])
    if end != nil { scanned += 1 }
    start = scanned
    offset += length + (end == nil ? 0 : 1)
    passedOver = 0
    endedWithReturn = end == UInt8(ascii: "\r")
    let line = Line(bytes: bytes, number: number, end: offset, isTooLong: isTooLong)
    if end == UInt8(ascii: "\n") { number += 1 }
    return line
  }

  /// The second half of a CRLF, whose first half has ended the line already.
  private mutating func skipNewline() {
    guard endedWithReturn, start < pending.count else { return }
    endedWithReturn = false
    guard pending[start] == UInt8(ascii: "\n") else { return }
    start += 1
    scanned = max(scanned, start)
    offset += 1
    number += 1
  }

  private static func isEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
