// SPDX-License-Identifier: Apache-2.0
import Glibc

/// One process as `/proc/PID/stat` tells of it.
struct ProcessStat: Sendable, Hashable {
  let pid: pid_t
  /// Ended, and only waits to be reaped.
  let isZombie: Bool
  let parent: pid_t
  let group: pid_t
  let session: pid_t
  /// In clock ticks since boot.
  let startTicks: UInt64

  init?(of pid: pid_t) {
    guard let file = try? Descriptor(opening: "/proc/\(pid)/stat", O_RDONLY),
      let line = try? file.bytes(from: 0, count: 1_024),
      // The name stands in brackets and may hold any character, so fields are counted from the last bracket.
      let bracket = line.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = line[(bracket + 1)...].split(separator: UInt8(ascii: " "))
      .map { String(decoding: $0, as: UTF8.self) }
    guard fields.count > 19, let parent = pid_t(fields[1]), let group = pid_t(fields[2]),
      let session = pid_t(fields[3]), let start = UInt64(fields[19])
    else { return nil }
    self.pid = pid
    isZombie = fields[0] == "Z" || fields[0] == "X"
    self.parent = parent
    self.group = group
    self.session = session
    startTicks = start
  }

  /// All there are; empty where there is no `/proc`.
  static func all() -> [ProcessStat] {
    guard let proc = try? Descriptor.directory("/proc"), let entries = try? proc.entries() else { return [] }
    return entries.compactMap { entry in pid_t(entry.name.text).flatMap { ProcessStat(of: $0) } }
  }
}
