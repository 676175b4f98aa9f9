// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import Glibc

// read-events scan|decode|frames FILE: reads a file once, and prints points, sum of values and CPU seconds.

func cpuSeconds() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  let times = [usage.ru_utime, usage.ru_stime]
  return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
}

func forEachPortion(of path: String, _ take: (Span<UInt8>) -> Void) {
  let descriptor = open(path, O_RDONLY)
  precondition(descriptor >= 0, "'\(path)' can't be opened")
  defer { close(descriptor) }
  var portion = [UInt8](repeating: 0, count: 256 << 10)
  while true {
    let count = portion.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    guard count > 0 else { return }
    take(portion.span.extracting(..<count))
  }
}

/// What every way of reading must find.
struct Tally {
  var points = 0
  var sum = 0.0

  mutating func add(_ value: Double) {
    points += 1
    sum += value
  }
}

func scan(_ path: String) -> Tally {
  var tally = Tally()
  var scanner = EventScanner()
  var points: [ScannedPoint] = []
  forEachPortion(of: path) { bytes in
    scanner.feed(bytes)
    reading: while true {
      switch scanner.next(into: &points) {
      case .event: continue
      case .damaged(let damage): preconditionFailure("\(damage)")
      case .needsMoreData, .ended: break reading
      }
    }
    for point in points { tally.add(point.value) }
    points.removeAll(keepingCapacity: true)
  }
  return tally
}

func eachRecord(of path: String, _ take: (Record) -> Void) {
  var reader = RecordReader()
  forEachPortion(of: path) { bytes in
    reader.feed(bytes)
    while case .record(let record) = reader.next() { take(record) }
  }
}

func decode(_ path: String) -> Tally {
  var tally = Tally()
  eachRecord(of: path) { record in
    guard case .summary(let values)? = try? Event(decoding: record.payload.span).content else { return }
    for value in values { tally.add(value.scalar ?? .nan) }
  }
  return tally
}

func frames(_ path: String) -> Tally {
  var tally = Tally()
  eachRecord(of: path) { _ in tally.add(0) }
  return tally
}

let ways = ["scan": scan, "decode": decode, "frames": frames]
guard CommandLine.arguments.count == 3, let way = ways[CommandLine.arguments[1]] else {
  preconditionFailure("usage: read-events \(ways.keys.sorted().joined(separator: "|")) FILE")
}
let before = cpuSeconds()
let tally = way(CommandLine.arguments[2])
print(tally.points, tally.sum, cpuSeconds() - before)
