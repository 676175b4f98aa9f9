// SPDX-License-Identifier: Apache-2.0

/// Keeps the studies of the study service, each as its entries. `checkStudyStore` in AttuneTesting is its law book.
///
/// One process at a time has the studies: another's is refused with `ownedElsewhere`.
package protocol StudyStore: Sendable {
  /// Makes the study durable, with its first entry. Throws `alreadyExists` for a name that is taken.
  func create(_ name: StudyName, _ entry: StudyEntry) async throws(JobStoreError)
  /// Adds an entry behind the first `count` ones, durable on return; then the study has this state.
  /// Throws `leaseLost` where another number of entries is there, and `notFound` where the study isn't.
  func append(
    _ entry: StudyEntry, after count: Int, state: StudyHistory.State, to name: StudyName
  ) async throws(JobStoreError)
  /// All entries, in order.
  func load(_ name: StudyName) async throws(JobStoreError) -> [StudyEntry]
  /// What there is in a place, by name; what can't be read is left out of `readable`, and left alone.
  func studies(in place: StudyPlace) async throws(JobStoreError) -> [StudyListing]
  /// The places of a project that have studies, in order.
  func places(of project: String) async throws(JobStoreError) -> [StudyPlace]
  /// Removes a study with all that it holds; its name is free again. Throws `notFound`.
  func delete(_ name: StudyName) async throws(JobStoreError)
  /// The study isn't used for now: what is held open for it is closed.
  func rest(_ name: StudyName) async
}

/// A study in a list.
package enum StudyListing: Sendable, Hashable {
  case readable(StudySummary)
  case unreadable(String, why: String)
}

/// What is shown of a study without its trials.
package struct StudySummary: Sendable, Hashable {
  package let name: StudyName
  package let spec: StudySpec
  package let createTime: Timestamp
  package var state: StudyHistory.State

  package init(name: StudyName, spec: StudySpec, createTime: Timestamp, state: StudyHistory.State) {
    self.name = name
    self.spec = spec
    self.createTime = createTime
    self.state = state
  }
}

extension StudyHistory {
  package var summary: StudySummary {
    StudySummary(name: name, spec: spec, createTime: createTime, state: state)
  }
}
