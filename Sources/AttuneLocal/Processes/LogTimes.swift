// SPDX-License-Identifier: Apache-2.0
import Glibc

/// `log.times`: how long each log was when. Lines `o|e OFFSET MILLISECONDS`, ascending.
struct LogTimes: Sendable {
  private struct Entry {
    let offset: Int
    let time: Int64
  }

  private var entries: [LogStream: [Entry]] = [:]
  private var readOffset = 0

  func end(of stream: LogStream) -> Int { entries[stream]?.last?.offset ?? 0 }
  func lastTime(of stream: LogStream) -> Int64 { entries[stream]?.last?.time ?? 0 }

  /// When the byte before `offset` was first seen; nil where nobody has looked yet.
  func time(of offset: Int, in stream: LogStream) -> Int64? {
    let all = entries[stream] ?? []
    var low = 0, high = all.count
    while low < high {
      let middle = (low + high) / 2
      if all[middle].offset < offset { low = middle + 1 } else { high = middle }
    }
    return low < all.count ? all[low].time : nil
  }

  mutating func append(offset: Int, time: Int64, to stream: LogStream) {
    entries[stream, default: []].append(Entry(offset: offset, time: time))
  }

  /// Takes in what was added since the last call; a line that is torn or makes no sense is passed over.
  mutating func read(from paths: TrialPaths) {
    guard let file = try? Descriptor(opening: paths.logTimes, O_RDONLY),
      let size = try? Int(FileStamp(of: file).size), size > readOffset,
      let bytes = try? file.bytes(from: readOffset, count: size - readOffset),
      let lastNewline = bytes.lastIndex(of: UInt8(ascii: "\n"))
    else { return }
    readOffset += lastNewline + 1
    for line in bytes[..<lastNewline].split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 3, let stream = LogStream(rawValue: fields[0]), let offset = Int(fields[1]),
        let time = Int64(fields[2]), offset > end(of: stream), time >= lastTime(of: stream)
      else { continue }
      append(offset: offset, time: time, to: stream)
    }
  }
}
