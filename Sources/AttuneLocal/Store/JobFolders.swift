// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import FoundationEssentials
import Glibc
import Synchronization

/// Every job below the home, told from its folder without opening its database where that can be avoided.
///
/// What was read of a summary is kept, and read again once its file has changed.
final class JobFolders: Sendable {
  private let home: AttuneHome
  private let kept = Mutex<[String: Kept]>([:])

  private struct Kept: Sendable {
    let stamp: FileStamp
    let summary: JobSummary
  }

  init(home: AttuneHome) { self.home = home }

  /// Newest first; unreadable ones last, by name.
  func listings() throws -> [JobListing] {
    guard access(home.jobs, F_OK) == 0 else {
      // Another user's home is not an empty one.
      guard errno == ENOENT else {
        throw JobStoreError(.unavailable, "\(refusal(of: home.jobs)): set ATTUNE_HOME to yours")
      }
      return []
    }
    let folder = try Descriptor.directory(home.jobs)
    let names = try folder.entries().filter { $0.kind == .directory }.map(\.name.text)
    let paths = Set(names.map { JobPaths(folder: "\(home.jobs)/\($0)").folder })
    kept.withLock { kept in
      if kept.count > paths.count { kept = kept.filter { paths.contains($0.key) } }
    }
    return names.compactMap(listing).sorted { $0.isBefore($1) }
  }

  private func refusal(of folder: String) -> String {
    "\(SystemError("look into", folder)); it may be another user's"
  }

  /// Nil for a folder without a journal: its job is still being made.
  func listing(_ name: String) -> JobListing? {
    let folder = JobPaths(folder: "\(home.jobs)/\(name)")
    guard JournalFile(path: folder.journal).exists else {
      return errno == ENOENT ? nil : .unreadable(name, why: refusal(of: folder.folder))
    }
    do {
      guard let id = JobID(rawValue: name) else {
        return .unreadable(name, why: "the folder's name is not a job id")
      }
      try JournalHeader(path: folder.journal).check()
      let owner = try OwnerLock.holder(of: folder.ownerLock)
      var summary = try summary(of: id, in: folder, isOwned: owner != nil)
      if let labels = try labels(in: folder) { summary.spec.labels = labels }
      return .readable(summary, owner: owner)
    } catch {
      return .unreadable(name, why: JobStoreError(error, when: "read the job \(name)").description)
    }
  }

  private func summary(of id: JobID, in folder: JobPaths, isOwned: Bool) throws -> JobSummary {
    if var summary = exported(in: folder), isOwned || !isOutdated(summary, in: folder) {
      // The folder may have been copied or renamed.
      summary.id = id
      return summary
    }
    let job = try JournalFile(path: folder.journal).read { try $0.storedJob() }
    guard let history = JobHistory(id: id, job: job) else {
      throw JobStoreError(.unreadable, "\(folder.journal): the search space is not valid")
    }
    return history.summary
  }

  private func exported(in folder: JobPaths) -> JobSummary? {
    guard let file = try? Descriptor(opening: folder.summary, O_RDONLY), let stamp = try? FileStamp(of: file) else {
      return nil
    }
    if let known = kept.withLock({ $0[folder.folder] }), known.stamp == stamp { return known.summary }
    guard let bytes = try? file.bytes(from: 0, count: Int(stamp.size)),
      let summary = try? JournalDecoder().value(JobSummary.self, from: Data(bytes))
    else { return nil }
    kept.withLock { $0[folder.folder] = Kept(stamp: stamp, summary: summary) }
    return summary
  }

  /// Nil where the job has those of its spec.
  private func labels(in folder: JobPaths) throws -> [String: String]? {
    guard access(folder.labels, F_OK) == 0, let bytes = try FileContent.read(folder.labels) else { return nil }
    return try JSONDecoder().decode([String: String].self, from: Data(bytes))
  }

  /// An owner exports after each append, so an export may only be behind where one died or could not write it:
  /// one that was left in peace, with its job finished, is not looked at twice.
  private func isOutdated(_ summary: JobSummary, in folder: JobPaths) -> Bool {
    guard let known = summary.entries else { return false }
    let wasLeftInPeace = access("\(folder.journal)-wal", F_OK) != 0 && access("\(folder.journal)-journal", F_OK) != 0
    if summary.state.isFinished, wasLeftInPeace { return false }
    // A journal that can't be read now proves nothing.
    guard let count = try? JournalFile(path: folder.journal).read({ try $0.entryCount() }) else { return false }
    return count != known
  }
}

extension JobListing {
  fileprivate func isBefore(_ other: JobListing) -> Bool {
    switch (self, other) {
    case (.readable(let a, _), .readable(let b, _)):
      a.createTime == b.createTime ? a.id > b.id : a.createTime > b.createTime
    case (.unreadable(let a, _), .unreadable(let b, _)): a < b
    case (.readable, .unreadable): true
    case (.unreadable, .readable): false
    }
  }
}
