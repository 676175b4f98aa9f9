// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import Glibc

/// One log, read in pieces and cut into dated lines.
struct LogLines {
  /// A longer line is cut, so that a trainer that never ends one can't fill the memory.
  private static let longest = 64 << 10

  private let stream: LogStream
  private var offset = 0
  /// Read, but without an end so far.
  private var pending: [UInt8] = []
  private var lines: ArraySlice<TrialLog.Line> = []

  init(_ stream: LogStream) { self.stream = stream }

  var isEmpty: Bool { lines.isEmpty }
  var first: TrialLog.Line? { lines.first }
  mutating func removeFirst() -> TrialLog.Line? { lines.popFirst() }

  /// Does nothing while there are lines, and none where there is no file.
  mutating func fill(from paths: TrialPaths, times: LogTimes, isLast: Bool) throws(SystemError) {
    guard lines.isEmpty else { return }
    let file: Descriptor
    do {
      file = try Descriptor(opening: stream.path(in: paths), O_RDONLY)
    } catch {
      guard error.code == ENOENT else { throw error }
      return
    }
    let stamp = try FileStamp(of: file)
    var dated: [TrialLog.Line] = []
    while dated.isEmpty {
      let (gap, bytes) = try file.data(from: offset, count: Self.longest)
      if gap > 0 {
        let time = Timestamp(milliseconds: times.time(of: offset + gap, in: stream) ?? times.lastTime(of: stream))
        if !pending.isEmpty { dated.append(.init(time: time, stream: stream, text: Self.text(pending[...]))) }
        dated.append(.init(time: time, stream: stream, text: Self.leftOut(gap)))
        pending = []
        offset += gap
      }
      offset += bytes.count
      pending += bytes
      for (text, end) in takeLines(isLast: isLast && bytes.isEmpty) {
        let time = times.time(of: end, in: stream) ?? max(stamp.modified / 1_000_000, times.lastTime(of: stream))
        dated.append(.init(time: Timestamp(milliseconds: time), stream: stream, text: text))
      }
      if bytes.isEmpty { break }
    }
    lines = dated[...]
  }

  /// Each with the offset of its end in the file.
  private mutating func takeLines(isLast: Bool) -> [(text: String, end: Int)] {
    let start = offset - pending.count
    var lines: [(text: String, end: Int)] = []
    var taken = 0
    while taken < pending.count {
      let window = pending[taken...].prefix(Self.longest)
      let newline = window.firstIndex(of: UInt8(ascii: "\n"))
      guard newline != nil || window.count == Self.longest || isLast else { break }
      let end = newline ?? Self.characterBoundary(in: window)
      lines.append((Self.text(pending[taken..<end]), start + end))
      taken = newline.map { $0 + 1 } ?? end
    }
    pending.removeFirst(taken)
    return lines
  }

  private static func leftOut(_ bytes: Int) -> String {
    let megabytes = (bytes + 500_000) / 1_000_000
    return "[\(megabytes) MB were left out here: logs are kept to their beginning and their end]"
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes, as: UTF8.self)
  }

  /// Where a line that is too long is cut: not inside of a character.
  private static func characterBoundary(in window: ArraySlice<UInt8>) -> Int {
    guard window.count == longest else { return window.endIndex }
    let tail = window.suffix(4)
    let start = tail.lastIndex { $0 & 0b1100_0000 != 0b1000_0000 } ?? window.endIndex
    return start == window.startIndex ? window.endIndex : start
  }
}
