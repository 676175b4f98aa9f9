// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import FoundationEssentials
import Glibc

/// Every job below the home, told from its folder without opening its database where that can be avoided.
struct JobFolders {
  let home: AttuneHome

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
    return names.compactMap(listing).sorted { $0.isBefore($1) }
  }

  private func refusal(of folder: String) -> String {
    "\(SystemError("look into", folder)); it may be another user's"
  }

  /// Nil for a folder without a journal: its job is still being made.
  private func listing(_ name: String) -> JobListing? {
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
      return .readable(try summary(of: id, in: folder, isOwned: owner != nil), owner: owner)
    } catch {
      return .unreadable(name, why: JobStoreError(error, when: "read the job \(name)").description)
    }
  }

  private func summary(of id: JobID, in folder: JobPaths, isOwned: Bool) throws -> JobSummary {
    if let bytes = try? FileContent.read(folder.summary),
      var summary = try? JournalDecoder().value(JobSummary.self, from: Data(bytes)),
      isOwned || !isOutdated(summary, in: folder)
    {
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
