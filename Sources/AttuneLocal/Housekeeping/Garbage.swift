// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Glibc

/// What lies in the home and is of no use to anyone any more.
package struct Garbage: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A job that was removed long ago.
    case trash
    /// The folder of a job that was never made to its end.
    case unfinished
    /// A file that was to replace another.
    case draft
    /// Copies of the job's own files in the folder of a trial that has ended.
    case copies
    /// What TensorBoard was shown of a job.
    case tensorBoard
  }

  package let kind: Kind
  package let path: String
  package let bytes: Int

  /// Removes it, unless it has come into use meanwhile.
  package func remove() throws(JobStoreError) {
    do {
      switch kind {
      case .trash, .unfinished, .draft, .tensorBoard: try Directory.remove(path)
      case .copies: try WorkingCopy(of: TrialPaths(folder: path)).tidy()
      }
    } catch {
      throw JobStoreError(error, when: "remove '\(path)'")
    }
  }
}

/// Finds garbage. What can't be read, what a process uses, and what is younger than an hour is never among it.
package struct GarbageSearch {
  private let home: AttuneHome
  private let now: Timestamp
  private let trashLimit: Timestamp

  /// - Parameter days: how long removed jobs are kept.
  package init(in home: AttuneHome, at now: Timestamp, keepingTrashFor days: Int) {
    self.home = home
    self.now = now
    trashLimit = Timestamp(milliseconds: now.milliseconds - Int64(days) * 86_400_000)
  }

  package func findings() throws(JobStoreError) -> [Garbage] {
    do {
      return try trash() + imports() + jobs()
    } catch {
      throw JobStoreError(error, when: "look through '\(home.folder)'")
    }
  }

  private func folders(in path: String) throws(SystemError) -> [String] {
    guard access(path, F_OK) == 0 else {
      guard errno == ENOENT else { throw SystemError("look into", path) }
      return []
    }
    return try Descriptor.directory(path).entries().filter { $0.kind == .directory }.map { "\(path)/\($0.name.text)" }
  }

  /// The time of the removal is the second part of the name.
  private func trash() throws(SystemError) -> [Garbage] {
    try folders(in: JobTrash.folder(in: home)).compactMap { path in
      let parts = path.split(separator: "/").last?.split(separator: ".") ?? []
      guard parts.count > 1, let seconds = Int64(parts[1]), seconds * 1_000 <= trashLimit.milliseconds else {
        return nil
      }
      return Garbage(kind: .trash, path: path, bytes: DiskUse.bytes(of: path))
    }
  }

  /// What was taken in when Attune was killed.
  private func imports() throws(SystemError) -> [Garbage] {
    try folders(in: "\(home.folder)/import").filter { isOld($0) }
      .map { Garbage(kind: .unfinished, path: $0, bytes: DiskUse.bytes(of: $0)) }
  }

  private func jobs() throws(SystemError) -> [Garbage] {
    var found: [Garbage] = []
    for folder in try folders(in: home.jobs) {
      let paths = JobPaths(folder: folder)
      guard access(paths.journal, F_OK) == 0 else {
        // With trials in it, it is no job in the making but one that lost its journal.
        let isOurs = errno == ENOENT && access(paths.trials, F_OK) != 0
        if isOurs, isOld(folder) {
          found.append(Garbage(kind: .unfinished, path: folder, bytes: DiskUse.bytes(of: folder)))
        }
        continue
      }
      guard isFree(paths) else { continue }
      found += drafts(in: folder) + tensorBoard(in: paths)
      for trial in (try? self.folders(in: paths.trials)) ?? [] {
        for attempt in (try? self.folders(in: trial)) ?? [] { found += garbage(ofAttempt: TrialPaths(folder: attempt)) }
      }
    }
    return found
  }

  private func isFree(_ job: JobPaths) -> Bool {
    do { return try OwnerLock.holder(of: job.ownerLock) == nil } catch { return false }
  }

  private func garbage(ofAttempt paths: TrialPaths) -> [Garbage] {
    guard !SupervisorLock.isHeld(paths) else { return [] }
    let drafts = drafts(in: paths.folder)
    guard ExitRecord.read(from: paths) != nil, let bytes = WorkingCopy(of: paths).untidiedBytes, bytes > 0 else {
      return drafts
    }
    return drafts + [Garbage(kind: .copies, path: paths.folder, bytes: bytes)]
  }

  private func tensorBoard(in job: JobPaths) -> [Garbage] {
    let path = job.tensorBoard
    guard access(path, F_OK) == 0, isOld(path), !TensorBoardFolder.isInUse(job) else { return [] }
    return [Garbage(kind: .tensorBoard, path: path, bytes: DiskUse.bytes(of: path))]
  }

  private func drafts(in folder: String) -> [Garbage] {
    let entries = (try? Descriptor.directory(folder).entries()) ?? []
    return entries.filter { $0.kind == .file }.map(\.name.text)
      .filter { $0.hasSuffix(".tmp") || $0.hasSuffix(".tmp-journal") }
      .map { "\(folder)/\($0)" }.filter { isOld($0) }
      .map { Garbage(kind: .draft, path: $0, bytes: DiskUse.bytes(of: $0)) }
  }

  /// Untouched for an hour.
  private func isOld(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return false }
    return Int64(status.st_mtim.tv_sec) * 1_000 + 3_600_000 <= now.milliseconds
  }
}
