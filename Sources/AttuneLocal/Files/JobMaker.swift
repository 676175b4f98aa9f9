// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Who is making a job: known until its journal is there, so that what a dead one began is no job, and in nobody's way.
enum JobMaker {
  /// Makes the job's folder for this process.
  ///
  /// - Returns: false where there is such a job, or another process that is making it.
  static func begin(_ job: JobPaths, in home: AttuneHome) throws(SystemError) -> Bool {
    try Directory.make(home.jobs)
    let jobs = try Descriptor.directory(home.jobs)
    // One at a time looks who is dead. It is given back with the descriptor.
    guard flock(jobs.raw, LOCK_EX) == 0 else { throw SystemError("lock", home.jobs) }
    if try !Directory.makeNew(job.folder) {
      guard isForsaken(job) else { return false }
      try Directory.remove(job.folder)
      guard try Directory.makeNew(job.folder) else { return false }
    }
    do {
      try FileContent.replace(job.maker, with: Array(identity(of: getpid()).utf8), mode: 0o600)
    } catch {
      try? Directory.remove(job.folder)
      throw error
    }
    return true
  }

  private static func isForsaken(_ job: JobPaths) -> Bool {
    // With a journal it is a job, and with trials one that lost its journal.
    guard access(job.journal, F_OK) != 0, errno == ENOENT, access(job.trials, F_OK) != 0 else { return false }
    // A maker that was killed before it said who it is held the lock that is held now.
    let content: [UInt8]?
    do { content = try FileContent.read(job.maker) } catch { return false }
    guard let bytes = content else { return true }
    let maker = String(decoding: bytes, as: UTF8.self), parts = maker.split(separator: " ")
    // Of processes on other machines nothing is known here.
    guard parts.count == 4, parts[0] == Host.current.name, let pid = pid_t(parts[2]) else { return false }
    return maker != identity(of: pid)
  }

  /// What no other process, on this machine or another, has ever had.
  private static func identity(of pid: pid_t) -> String {
    let ticks = ProcessStat(of: pid).map { $0.isZombie ? "gone" : "\($0.startTicks)" } ?? "gone"
    return "\(Host.current.name) \(Host.current.bootID) \(pid) \(ticks)"
  }
}
