// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Which process is whose child, at one moment.
struct ProcessTable: Sendable {
  private var children: [pid_t: [pid_t]] = [:]

  init(parents: [pid_t: pid_t]) {
    for (process, parent) in parents { children[parent, default: []].append(process) }
  }

  /// Reads `/proc`; empty where there is none. About ten microseconds a process.
  static func now() -> ProcessTable {
    guard let proc = try? Descriptor.directory("/proc"), let entries = try? proc.entries() else {
      return ProcessTable(parents: [:])
    }
    var parents: [pid_t: pid_t] = [:]
    for entry in entries {
      guard let process = pid_t(entry.name.text), let parent = parent(of: entry.name, in: proc) else { continue }
      parents[process] = parent
    }
    return ProcessTable(parents: parents)
  }

  /// All that descend from a process. A supervisor adopts the orphans below it, so no process of a trial is
  /// missing among its descendants, whatever session it went to.
  func descendants(of process: pid_t) -> [pid_t] {
    var all: [pid_t] = []
    var seen: Set<pid_t> = [process]
    var pending = [process]
    while let next = pending.popLast() {
      for child in children[next] ?? [] where seen.insert(child).inserted {
        all.append(child)
        pending.append(child)
      }
    }
    return all
  }

  private static func parent(of process: RelativePath, in proc: borrowing Descriptor) -> pid_t? {
    guard let file = try? Descriptor(opening: process.appending(RelativePath("stat")), in: proc, O_RDONLY),
      let line = try? file.bytes(from: 0, count: 512)
    else { return nil }
    // The name stands in brackets and may hold any character, so fields are counted from the last bracket.
    guard let bracket = line.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = line[(bracket + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 2)
    return fields.count > 1 ? pid_t(String(decoding: fields[1], as: UTF8.self)) : nil
  }
}
