// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
package import AttuneJob
import AttuneStudy
import Glibc

/// The directory that TensorBoard shows of a job: each trial is a run, with links to the event files that its trainer
/// wrote and a file of Attune's own.
///
/// Whoever holds its lock keeps it up to date; the files that are there are gone on with, since a TensorBoard may be
/// reading them.
package struct TensorBoardFolder: Sendable {
  package let path: String
  private let job: JobID
  private let lock: FolderLock
  private var runs: [Trial.ID: TensorBoardRun] = [:]
  private var names: [Trial.ID: String] = [:]
  private var isSwept = false

  /// - Returns: nil where another process keeps it up to date.
  package init?(of job: JobID, in paths: JobPaths) throws(SystemError) {
    path = paths.tensorBoard
    self.job = job
    try Directory.make(path)
    guard let lock = try FolderLock("\(path)/.lock") else { return nil }
    self.lock = lock
  }

  /// Where TensorBoard's own words go.
  package static func log(in paths: JobPaths) -> String { "\(paths.tensorBoard)/.log" }

  /// Takes note of what happened.
  package mutating func take(
    _ entries: [JournalEntry], of history: JobHistory, at place: (Attempt) -> TrialPlace
  ) {
    for entry in entries {
      switch entry.event {
      case .launched(let attempt, _), .launchFailed(let attempt, _):
        runs[attempt.trial] = TensorBoardRun(
          attempt, startTime: entry.time, files: TrialEventFiles(at: place(attempt), of: job, history.spec))
      case .measured(let trial, let readings, let position):
        runs[trial]?.note(readings, at: position, entry.time)
      case .exited(let attempt, _, _): runs[attempt.trial]?.isDone = false
      default: continue
      }
    }
  }

  /// Brings the directory to what the history tells.
  /// - Returns: what could not be written.
  package mutating func write(_ history: JobHistory) -> [SystemError] {
    var troubles: [SystemError] = []
    func trying(_ work: () throws(SystemError) -> Void) {
      do throws(SystemError) { try work() } catch { troubles.append(error) }
    }
    trying { () throws(SystemError) in try writeExperiment(history) }
    let study = history.machine.study
    let trials = history.spec.limits.maxTrials
    for (id, var run) in runs where study.contains(id) && !run.isDone {
      let name = RunName.of(study[id], attempt: run.attempt.number, trials: trials)
      if let old = names.updateValue(name, forKey: id), old != name {
        trying { () throws(SystemError) in try Directory.remove("\(path)/\(old)") }
        run.startAgain()
      }
      troubles += run.write(run.content(from: history), isOver: study[id].isFinished, into: "\(path)/\(name)")
      runs[id] = run
    }
    if !isSwept { trying { () throws(SystemError) in try sweep() } }
    return troubles
  }

  /// Removes runs of attempts that don't count any more.
  private mutating func sweep() throws(SystemError) {
    let wanted = Set(names.values)
    for entry in try Descriptor.directory(path).entries() where entry.kind == .directory {
      guard !wanted.contains(entry.name.text) else { continue }
      try Directory.remove("\(path)/\(entry.name.text)")
    }
    isSwept = true
  }

  private func writeExperiment(_ history: JobHistory) throws(SystemError) {
    let experiment = HParams.Experiment(of: job, createdAt: history.createTime, spec: history.spec)
    var writer = EventWriter(wallTime: history.createTime.seconds)
    writer.write(.experiment(experiment), wallTime: history.createTime.seconds)
    let file = "\(path)/events.out.tfevents.\(history.createTime.milliseconds / 1_000).attune"
    guard try FileContent.read(file) != writer.bytes else { return }
    unlink(file)
    try Descriptor(opening: file, O_WRONLY | O_CREAT | O_TRUNC).write(writer.bytes, for: file)
  }
}

/// A lock that is held until its last user is gone, or the process.
private final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Nil where another holds it.
  init?(_ path: String) throws(SystemError) {
    let file = try Descriptor(opening: path, O_RDWR | O_CREAT, mode: 0o600)
    guard flock(file.raw, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw SystemError("lock", path) }
      return nil
    }
    descriptor = file.release()
  }

  deinit {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Whether somebody holds it.
  static func isHeld(_ path: String) -> Bool {
    guard let file = try? Descriptor(opening: path, O_RDONLY) else { return false }
    return flock(file.raw, LOCK_SH | LOCK_NB) != 0
  }
}

extension TensorBoardFolder {
  /// Whether a process keeps the job's directory up to date.
  static func isInUse(_ paths: JobPaths) -> Bool { FolderLock.isHeld("\(paths.tensorBoard)/.lock") }
}
