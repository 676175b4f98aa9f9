// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import GRDB
import Glibc
import Synchronization

/// Keeps each study in an SQLite database of its own, below the home.
///
/// `Documentation/Formats/studies.md` describes the files, `Decisions/0060-studies.md` says why it is so.
package final class SQLiteStudyStore: StudyStore {
  private let home: AttuneHome
  private let owner: JobOwner
  /// Held from the first use on.
  private let lock = Mutex<OwnerLock?>(nil)
  private let open = Mutex<[StudyName: DatabaseQueue]>([:])
  /// What lists have shown or changes have made of studies: a list opens each file once.
  private let summaries = Mutex<[StudyName: StudySummary]>([:])

  package init(home: AttuneHome, owner: JobOwner) {
    self.home = home
    self.owner = owner
  }

  package func create(_ name: StudyName, _ entry: StudyEntry) async throws(JobStoreError) {
    try await performing("make the study '\(name.study)'") { [self] in try file(name).create(entry) }
  }

  package func append(
    _ entry: StudyEntry, after count: Int, state: StudyHistory.State, to name: StudyName
  ) async throws(JobStoreError) {
    let text = StudyCoding.text(of: entry)
    try await performing("write to the study '\(name.study)'") { [self] in
      let file = file(name)
      try file.append(text, after: count, state: state, in: try queue(file))
      summaries.withLock { $0[name]?.state = state }
    }
  }

  package func load(_ name: StudyName) async throws(JobStoreError) -> [StudyEntry] {
    try await performing("read the study '\(name.study)'") { [self] in
      let file = file(name)
      return try file.entries(in: try queue(file))
    }
  }

  package func studies(in place: StudyPlace) async throws(JobStoreError) -> [StudyListing] {
    try await performing("list the studies in \(place)") { [self] in
      try names(in: folder(place), .file).compactMap { entry in
        let suffix = ".sqlite"
        guard entry.hasSuffix(suffix), let name = StudyName(String(entry.dropLast(suffix.count)), in: place) else {
          return nil
        }
        do {
          return .readable(try summary(of: name))
        } catch {
          return .unreadable(name.study, why: JobStoreError(error, when: "read the study '\(name.study)'").description)
        }
      }
    }
  }

  package func places(of project: String) async throws(JobStoreError) -> [StudyPlace] {
    guard StudyPlace.isName(project) else { return [] }
    return try await performing("list the studies of \(project)") { [self] in
      try names(in: "\(home.studies)/\(project)", .directory).compactMap { location in
        guard let place = StudyPlace(project: project, location: location) else { return nil }
        let hasStudies = try names(in: folder(place), .file).contains { $0.hasSuffix(".sqlite") }
        return hasStudies ? place : nil
      }
    }
  }

  package func delete(_ name: StudyName) async throws(JobStoreError) {
    try await performing("delete the study '\(name.study)'") { [self] in
      if let queue = open.withLock({ $0.removeValue(forKey: name) }) { try? queue.close() }
      summaries.withLock { $0[name] = nil }
      try file(name).remove()
    }
  }

  package func rest(_ name: StudyName) async {
    guard let queue = open.withLock({ $0.removeValue(forKey: name) }) else { return }
    let file = file(name)
    await offPool { file.close(queue) }
  }

  /// Gives the studies back: another process can have them at once.
  package func close() async {
    for name in open.withLock({ Array($0.keys) }) { await rest(name) }
    lock.withLock { held in
      held?.release()
      held = nil
    }
  }
}

extension SQLiteStudyStore {
  private func folder(_ place: StudyPlace) -> String { "\(home.studies)/\(place.project)/\(place.location)" }

  private func file(_ name: StudyName) -> StudyFile {
    StudyFile(path: "\(folder(name.place))/\(name.study).sqlite", name: name)
  }

  private func queue(_ file: StudyFile) throws -> DatabaseQueue {
    if let known = open.withLock({ $0[file.name] }) { return known }
    let queue = try file.open()
    open.withLock { $0[file.name] = queue }
    return queue
  }

  private func summary(of name: StudyName) throws -> StudySummary {
    if let known = summaries.withLock({ $0[name] }) { return known }
    let summary = try file(name).summary()
    summaries.withLock { $0[name] = summary }
    return summary
  }

  /// Sorted; none where the folder isn't there.
  private func names(in path: String, _ kind: DirectoryEntry.Kind) throws -> [String] {
    guard access(path, F_OK) == 0 else { return [] }
    return try Descriptor.directory(path).entries().filter { $0.kind == kind }.map(\.name.text).sorted()
  }

  /// Does blocking work off the cooperative threads, once the studies are this process's.
  private func performing<Value: Sendable>(
    _ what: String, _ work: @escaping @Sendable () throws -> Value
  ) async throws(JobStoreError) -> Value {
    do {
      return try await offPool { [self] in
        Result {
          try own()
          return try work()
        }
      }.get()
    } catch {
      throw JobStoreError(error, when: what, in: home.folder)
    }
  }

  private func own() throws {
    try lock.withLock { held in
      guard held == nil else { return }
      try Directory.make(home.studies)
      // No project has a name that begins with a dot.
      held = try OwnerLock("\(home.studies)/.lock", as: owner) { [home] holder in
        "the studies in \(home.studies) are served by process \(holder.pid) on \(holder.host): "
          + "use that server, or end it"
      }
    }
  }
}
