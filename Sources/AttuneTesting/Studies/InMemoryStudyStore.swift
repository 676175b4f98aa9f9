// SPDX-License-Identifier: Apache-2.0
package import AttuneJob
import Synchronization

/// Studies for as long as the process lives.
package final class InMemoryStudyStore: StudyStore {
  private struct Stored {
    var entries: [StudyEntry]
    var state: StudyHistory.State
  }

  private struct Content {
    var studies: [StudyName: Stored] = [:]
    var isBroken = false
  }

  private let content = Mutex(Content())

  package init() {}

  /// A store with these studies, as a process finds it that starts after another was killed.
  package init(_ studies: [StudyName: [StudyEntry]]) {
    content.withLock { $0.studies = studies.mapValues { Stored(entries: $0, state: .active) } }
  }

  /// From now on nothing can be written, as on a full disk; or it can again.
  package func refuse(_ isRefused: Bool) { content.withLock { $0.isBroken = isRefused } }

  package func create(_ name: StudyName, _ entry: StudyEntry) async throws(JobStoreError) {
    try content.withLock { content throws(JobStoreError) in
      guard !content.isBroken else { throw Self.refusal }
      guard content.studies[name] == nil else {
        throw JobStoreError(.alreadyExists, "the study '\(name.study)' already exists")
      }
      content.studies[name] = Stored(entries: [entry], state: .active)
    }
  }

  package func append(
    _ entry: StudyEntry, after count: Int, state: StudyHistory.State, to name: StudyName
  ) async throws(JobStoreError) {
    try content.withLock { content throws(JobStoreError) in
      guard !content.isBroken else { throw Self.refusal }
      guard let study = content.studies[name] else { throw Self.missing(name) }
      guard study.entries.count == count else {
        throw JobStoreError(.leaseLost, "the study '\(name.study)' has \(study.entries.count) entries, not \(count)")
      }
      content.studies[name]?.entries.append(entry)
      content.studies[name]?.state = state
    }
  }

  package func load(_ name: StudyName) async throws(JobStoreError) -> [StudyEntry] {
    guard let study = content.withLock({ $0.studies[name] }) else { throw Self.missing(name) }
    return study.entries
  }

  package func studies(in place: StudyPlace) async throws(JobStoreError) -> [StudyListing] {
    let studies = content.withLock { $0.studies }
    return studies.filter { $0.key.place == place }.sorted { $0.key < $1.key }.map { name, stored in
      guard var summary = StudyHistory(name, stored.entries)?.summary else {
        return .unreadable(name.study, why: "it has no beginning")
      }
      summary.state = stored.state
      return .readable(summary)
    }
  }

  package func places(of project: String) async throws(JobStoreError) -> [StudyPlace] {
    Set(content.withLock { $0.studies.keys.map(\.place) }).filter { $0.project == project }.sorted()
  }

  package func delete(_ name: StudyName) async throws(JobStoreError) {
    guard content.withLock({ $0.studies.removeValue(forKey: name) }) != nil else { throw Self.missing(name) }
  }

  package func rest(_ name: StudyName) async {}

  private static let refusal = JobStoreError(.unavailable, "the disk is full")

  private static func missing(_ name: StudyName) -> JobStoreError {
    JobStoreError(.notFound, "there is no study '\(name.study)' in \(name.place)")
  }
}
