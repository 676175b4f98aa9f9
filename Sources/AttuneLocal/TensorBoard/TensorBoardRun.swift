// SPDX-License-Identifier: Apache-2.0
import AttuneEvents
import AttuneJob
import AttuneStudy
import Glibc

/// One trial as a run of TensorBoard's: the attempt that counts.
struct TensorBoardRun: Sendable {
  let attempt: Attempt
  private let startTime: Timestamp
  private var files: TrialEventFiles
  /// When each step was measured.
  private var times: [Int: Timestamp] = [:]
  private var log = TrialEventLog()
  /// Attune's own event file; nil before it is known how much of it there is.
  private var file: String?
  /// All is written that there will be.
  var isDone = false

  init(_ attempt: Attempt, startTime: Timestamp, files: TrialEventFiles) {
    self.attempt = attempt
    self.startTime = startTime
    self.files = files
  }

  mutating func note(_ readings: [Trial.Reading], at position: Position, _ time: Timestamp) {
    for reading in readings { times[reading.step] = time }
    files.note(position.file)
    isDone = false
  }

  /// Its folder is gone, or something went wrong in it: what is there is looked at again.
  mutating func startAgain() {
    log = TrialEventLog()
    file = nil
  }

  func content(from history: JobHistory) -> TrialEventLog.Content {
    let study = history.machine.study
    let trial = study[attempt.trial]
    let record = history.record(of: attempt.trial)
    return TrialEventLog.Content(
      settings: trial.assignment.entries.map { HParams.Setting($0) }, startTime: startTime,
      objective: study.objective?.tag, curve: study.curve(of: attempt.trial), times: times,
      ending: trial.isFinished
        ? TrialEventLog.Ending(
          isSuccess: record.state == .succeeded || record.state == .stopped, time: record.endTime ?? startTime,
          final: trial.finalMeasurement) : nil)
  }

  /// - Parameter isOver: the trial has ended: nothing more is written by its trainer.
  /// - Returns: what could not be written.
  mutating func write(_ content: TrialEventLog.Content, isOver: Bool, into folder: String) -> [SystemError] {
    var troubles: [SystemError] = []
    do throws(SystemError) {
      try Directory.make(folder)
      let file = try self.file(telling: content, in: folder)
      let bytes = log.bytes(telling: content)
      if !bytes.isEmpty { try Descriptor(opening: file, O_WRONLY | O_APPEND).write(bytes, for: file) }
    } catch {
      troubles.append(error)
      startAgain()
    }
    for link in files.find(isLast: isOver) {
      do throws(SystemError) { try make(link, in: folder) } catch { troubles.append(error) }
    }
    isDone = isOver && troubles.isEmpty
    return troubles
  }

  private mutating func file(telling content: TrialEventLog.Content, in folder: String) throws(SystemError) -> String {
    if let file { return file }
    return try adopt(content, in: folder)
  }

  /// The file that is there, if what it tells is the beginning of what is to be told; else a new one, which TensorBoard
  /// reads after the old.
  private mutating func adopt(_ content: TrialEventLog.Content, in folder: String) throws(SystemError) -> String {
    let prefix = "events.out.tfevents.\(startTime.milliseconds / 1_000).attune."
    let entries = try Descriptor.directory(folder).entries().map(\.name.text)
    let numbers = entries.filter { $0.hasPrefix(prefix) }.compactMap { Int($0.dropFirst(prefix.count)) }
    var fresh = TrialEventLog()
    let whole = fresh.bytes(telling: content)
    if let last = numbers.max(), let there = try FileContent.read("\(folder)/\(prefix)\(last)"),
      whole.starts(with: there)
    {
      let path = "\(folder)/\(prefix)\(last)"
      let rest = Array(whole.dropFirst(there.count))
      if !rest.isEmpty { try Descriptor(opening: path, O_WRONLY | O_APPEND).write(rest, for: path) }
      (log, file) = (fresh, path)
      return path
    }
    for number in numbers { unlink("\(folder)/\(prefix)\(number)") }
    let path = "\(folder)/\(prefix)\((numbers.max() ?? 0) + 1)"
    try Descriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL).write(whole, for: path)
    (log, file) = (fresh, path)
    return path
  }

  private func make(_ link: TrialEventFiles.Link, in folder: String) throws(SystemError) {
    let place = "\(folder)/\(link.folder)"
    try Directory.make(place)
    let path = RelativePath("\(place)/\(link.name)")
    if symlink(link.target.bytes, path.bytes) == 0 { return }
    guard errno == EEXIST else { throw SystemError("link to '\(link.target.text)'", path.text) }
    // Where the job's folder has moved meanwhile, the link leads nowhere.
    guard access(path.bytes, F_OK) != 0 else { return }
    unlink(path.bytes)
    guard symlink(link.target.bytes, path.bytes) == 0 else {
      throw SystemError("link to '\(link.target.text)'", path.text)
    }
  }
}
