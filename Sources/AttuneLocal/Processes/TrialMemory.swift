// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
package import AttuneStudy
import CAttune
import Glibc

/// What the whole process tree of a running trial has in memory, as its supervisor counts it: pages that several
/// processes share count for each.
package struct TrialMemory: Sendable, Hashable {
  package let bytes: Int
  /// As much as can be told from outside: the most that any one of the processes ever had, or what all have now. The
  /// supervisor, who has watched from the beginning, writes the true one when the trial ends.
  package let peakBytes: Int

  package init(bytes: Int, peakBytes: Int) {
    self.bytes = bytes
    self.peakBytes = peakBytes
  }
}

extension TrialMemory {
  /// Of those attempts that run on this machine now. One look at `/proc` for all of them.
  package static func of(_ attempts: [Attempt], in job: JobPaths) -> [Trial.ID: TrialMemory] {
    guard !attempts.isEmpty else { return [:] }
    let table = ProcessTable.now()
    let found = attempts.compactMap { attempt in
      TrialMemory(of: job.trial(attempt), in: table).map { (attempt.trial, $0) }
    }
    return Dictionary(found) { first, _ in first }
  }

  private init?(of paths: TrialPaths, in table: ProcessTable) {
    guard let handle = ((try? LaunchRecord.read(from: paths)) ?? nil)?.handle, handle.bootID == Host.current.bootID,
      let supervisor = pid_t(exactly: handle.pid), supervisor > 0
    else { return nil }
    let uses = table.descendants(of: supervisor).compactMap { ProcessMemory(of: $0) }
    // Looked at last: as long as it lives, what descends from its pid is of this attempt.
    guard !uses.isEmpty, attune_start_ticks(supervisor) == UInt64(exactly: handle.startTicks) else { return nil }
    bytes = uses.reduce(0) { $0 + $1.bytes }
    peakBytes = max(bytes, uses.map(\.peakBytes).max() ?? 0)
  }
}

/// One process as `/proc/PID/status` tells of its memory.
private struct ProcessMemory {
  private(set) var bytes = 0
  private(set) var peakBytes = 0

  /// Nil where it has ended.
  init?(of process: pid_t) {
    guard let file = try? Descriptor(opening: "/proc/\(process)/status", O_RDONLY),
      let content = try? file.bytes(from: 0, count: 8_192)
    else { return nil }
    let lines = String(decoding: content, as: UTF8.self).split(separator: "\n")
    guard let resident = Self.bytes("VmRSS:", in: lines) else { return nil }
    bytes = resident
    peakBytes = Self.bytes("VmHWM:", in: lines) ?? resident
  }

  /// `VmRSS:     2116 kB`
  private static func bytes(_ label: String, in lines: [Substring]) -> Int? {
    let words = lines.first { $0.hasPrefix(label) }?.split { $0 == " " || $0 == "\t" } ?? []
    return words.count > 1 ? Int(words[1]).map { $0 * 1_024 } : nil
  }
}
