// SPDX-License-Identifier: Apache-2.0
import CAttune
import Glibc

/// What is left of an attempt whose supervisor was killed.
///
/// The trainer itself dies with its supervisor, by the kernel's hand. What it had started does not, and would meet
/// the attempt that comes next: so it is ended before the attempt is called lost. Whatever session or parent it has
/// by now, it is known by the attempt's folder in its environment, by the attempt's logs as its output, or as a
/// child of such a process.
struct RemainingProcesses {
  private static let patience = Duration.seconds(2)

  private let mark: [UInt8]
  private let logs: Set<FileIdentity>
  private let trainer: LaunchRecord.Process?

  init(of paths: TrialPaths) {
    mark = Array("\(Self.variable)=\(paths.folder)".utf8)
    logs = Set(LogStream.allCases.compactMap { FileIdentity(of: $0.path(in: paths)) })
    trainer = ((try? LaunchRecord.read(from: paths)) ?? nil)?.trainer
  }

  /// Every process of an attempt has it in its environment: `ATTUNE_TRIAL_DIR=<the attempt's folder>`.
  static let variable = "ATTUNE_TRIAL_DIR"

  /// Returns when none is left, when what is left can't be signalled (it belongs to another user), or when the task
  /// is cancelled.
  func end() async {
    var unreachableSince: ContinuousClock.Instant?
    var rounds = 0
    while !Task.isCancelled {
      let found = find()
      if found.isEmpty { return }
      if !found.map({ Self.kill($0) }).contains(true) {
        let since = unreachableSince ?? .now
        if since.duration(to: .now) > Self.patience { return }
        unreachableSince = since
      } else {
        unreachableSince = nil
      }
      rounds += 1
      // In a hurry at first, against trees that fork while they are killed.
      try? await Task.sleep(for: .milliseconds(rounds < 100 ? 1 : 250))
    }
  }

  /// Those that are alive now.
  func find() -> [ProcessStat] {
    let all = ProcessStat.all()
    let own = Self.ownLine(in: all)
    let others = all.filter { !own.contains($0.pid) && !$0.isZombie }
    var found = Set(others.filter { isOfAttempt($0) }.map(\.pid))
    guard !found.isEmpty else { return [] }
    var hasGrown = true
    while hasGrown {
      let children = others.filter { found.contains($0.parent) && !found.contains($0.pid) }
      found.formUnion(children.map(\.pid))
      hasGrown = !children.isEmpty
    }
    return others.filter { found.contains($0.pid) }
  }

  private func isOfAttempt(_ process: ProcessStat) -> Bool {
    if let trainer {
      // Nothing of an attempt is older than its trainer, whatever it may have in its environment.
      guard process.startTicks >= UInt64(clamping: trainer.startTicks) else { return false }
      if process.pid == pid_t(clamping: trainer.pid), process.startTicks == UInt64(clamping: trainer.startTicks) {
        return true
      }
    }
    return hasMark(process.pid) || writesToLogs(process.pid)
  }

  private func hasMark(_ process: pid_t) -> Bool {
    guard let file = try? Descriptor(opening: "/proc/\(process)/environ", O_RDONLY),
      let environment = try? file.bytes(from: 0, count: 4 << 20)
    else { return false }
    return environment.split(separator: 0).contains { $0.elementsEqual(mark) }
  }

  private func writesToLogs(_ process: pid_t) -> Bool {
    [1, 2].contains { FileIdentity(of: "/proc/\(process)/fd/\($0)").map(logs.contains) ?? false }
  }

  /// False where it is gone already, or another user's.
  private static func kill(_ process: ProcessStat) -> Bool {
    let raw = attune_pidfd_open(process.pid)
    guard raw >= 0 else { return false }
    let descriptor = Descriptor(adopting: raw)
    // Read while the descriptor holds on to the process: its pid may have been given away since it was found.
    guard attune_start_ticks(process.pid) == process.startTicks else { return false }
    return attune_kill(descriptor.raw) == 0
  }

  /// This process and those above it: Attune may itself have been started by a trainer.
  private static func ownLine(in all: [ProcessStat]) -> Set<pid_t> {
    let parents = Dictionary(all.map { ($0.pid, $0.parent) }) { first, _ in first }
    var line: Set<pid_t> = []
    var next: pid_t? = getpid()
    while let pid = next, pid > 0, line.insert(pid).inserted { next = parents[pid] }
    return line
  }
}

/// Which file it is, whatever it is called.
private struct FileIdentity: Hashable {
  let device: dev_t
  let inode: ino_t

  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = status.st_dev
    inode = status.st_ino
  }
}
