// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import AttuneLocal
import AttuneStudy
import FoundationEssentials

/// Brings what a job's journal tells into the directory that TensorBoard shows.
struct TensorBoardFeed {
  private static let interval = Duration.seconds(1)

  private let job: JobID
  private let paths: JobPaths
  private let service: JobService
  private var history: JobHistory
  /// Entries that were taken.
  private var count: Int
  /// Nil while another process keeps the directory up to date.
  private var folder: TensorBoardFolder?
  private var told: Set<String> = []

  /// Writes all that there is to tell by now.
  init(of job: JobID, in paths: JobPaths, from service: JobService) async throws {
    (self.job, self.paths, self.service) = (job, paths, service)
    let (history, entries) = try await service.journal(of: job)
    (self.history, count) = (history, entries.count)
    folder = try TensorBoardFolder(of: job, in: paths)
    try write(entries)
  }

  var trialCount: Int { history.machine.study.trials.count }

  /// Goes on until the job has finished and all is written, or the task is cancelled.
  consuming func follow(untilFinished: Bool) async throws {
    while !untilFinished || history.machine.outcome == nil {
      try await Task.sleep(for: Self.interval)
      guard FileManager.default.fileExists(atPath: paths.journal) else {
        throw InputError("job \(job) is not there any more")
      }
      try await look()
    }
  }

  private mutating func look() async throws {
    if folder == nil, let free = try TensorBoardFolder(of: job, in: paths) {
      let (history, entries) = try await service.journal(of: job)
      (self.history, count, folder) = (history, entries.count, free)
      return try write(entries)
    }
    let entries = try await service.entries(of: job, after: count)
    for entry in entries { _ = history.take(entry) }
    count += entries.count
    try write(entries)
  }

  private mutating func write(_ entries: [JournalEntry]) throws {
    guard var folder = folder.take() else { return }
    if !entries.isEmpty { folder.take(entries, of: history, at: try service.places(of: job, history.spec)) }
    let troubles = folder.write(history)
    self.folder = folder
    for trouble in troubles where told.insert(trouble.description).inserted {
      StandardError.say("TensorBoard does not see all: \(PrintableText.escaped(trouble.description))")
    }
  }
}
