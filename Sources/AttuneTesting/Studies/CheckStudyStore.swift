// SPDX-License-Identifier: Apache-2.0
package import AttuneJob

/// Holds a store to the laws of `StudyStore`; throws the first `StudyStoreViolation`.
///
/// - Parameter reopen: a store over the same storage, as the next process finds it: empty at first. What was opened
///   before isn't used any more.
package func checkStudyStore(reopen: @escaping @Sendable () async throws -> any StudyStore) async throws {
  let laws = StudyStoreLaws(reopen: reopen)
  try await laws.checkCreation()
  try await laws.checkEntries()
  try await laws.checkRefusedAppend()
  try await laws.checkMissingStudy()
  try await laws.checkListing()
  try await laws.checkDeletion()
}

/// A law of `StudyStore` that a store breaks.
package struct StudyStoreViolation: Error, Sendable, Hashable, CustomStringConvertible {
  package let law: String
  package let found: String

  package var description: String { "a study store must keep this law: \(law); found: \(found)" }
}

private struct StudyStoreLaws: Sendable {
  let reopen: @Sendable () async throws -> any StudyStore

  private func expect<Value: Equatable & Sendable>(_ found: Value, _ expected: Value, _ law: String) throws {
    guard found == expected else { throw StudyStoreViolation(law: law, found: "\(found) instead of \(expected)") }
  }

  private func expectError<Value>(
    _ code: JobStoreError.Code, _ law: String, _ body: () async throws -> Value
  ) async throws {
    do {
      let value = try await body()
      throw StudyStoreViolation(law: law, found: "\(value) instead of the error '\(code.rawValue)'")
    } catch let error as JobStoreError {
      try expect(error.code, code, law)
    }
  }

  private func entries(_ store: any StudyStore, _ name: StudyName) async throws -> [String] {
    try await store.load(name).map(StudyCoding.text)
  }

  func checkCreation() async throws {
    let store = try await reopen(), name = try StudySample.name("creation")
    try await store.create(name, StudySample.entries[0])
    try await expectError(.alreadyExists, "a name is given once") {
      try await store.create(name, StudySample.entries[0])
    }
    let law = "a study outlives its process"
    try expect(try await entries(try await reopen(), name), [StudyCoding.text(of: StudySample.entries[0])], law)
  }

  func checkEntries() async throws {
    let store = try await reopen(), name = try StudySample.name("entries")
    try await store.create(name, StudySample.entries[0])
    for (count, entry) in StudySample.entries.enumerated().dropFirst() {
      if count % 3 == 0 { await store.rest(name) }
      try await store.append(entry, after: count, state: .active, to: name)
    }
    let law = "entries come back in the order in which they were appended, unchanged"
    let lines = StudySample.entries.map(StudyCoding.text)
    try expect(try await entries(store, name), lines, law)
    try expect(try await entries(try await reopen(), name), lines, law)
  }

  func checkRefusedAppend() async throws {
    let store = try await reopen(), name = try StudySample.name("refused")
    try await store.create(name, StudySample.entries[0])
    let law = "an append behind another number of entries is refused, and leaves nothing"
    for count in [0, 2, 7] {
      try await expectError(.leaseLost, law) {
        try await store.append(StudySample.entries[1], after: count, state: .completed, to: name)
      }
    }
    try expect(try await entries(store, name).count, 1, law)
    try await store.append(StudySample.entries[1], after: 1, state: .active, to: name)
  }

  func checkMissingStudy() async throws {
    let store = try await reopen(), name = try StudySample.name("missing")
    let law = "a study that isn't there is not found"
    try await expectError(.notFound, law) { try await store.load(name) }
    try await expectError(.notFound, law) { try await store.delete(name) }
    try await expectError(.notFound, law) {
      try await store.append(StudySample.entries[1], after: 1, state: .active, to: name)
    }
    try await expectError(.notFound, law) { try await store.load(name) }
  }

  func checkListing() async throws {
    var store = try await reopen()
    let names = try ["b", "a", "C"].map { try StudySample.name($0, location: "listed") }
    let law = "a place lists its own studies, by name, as they are"
    guard let place = names.first?.place else { return }
    try expect(try await store.studies(in: place), [], law)
    for name in names { try await store.create(name, StudySample.entries[0]) }
    try await store.append(StudySample.entries[1], after: 1, state: .completed, to: names[0])
    let expected = try names.sorted().map { name in
      guard var summary = StudyHistory(name, [StudySample.entries[0]])?.summary else {
        throw StudyStoreViolation(law: law, found: "a sample without a beginning")
      }
      summary.state = name == names[0] ? .completed : .active
      return StudyListing.readable(summary)
    }
    try expect(try await store.studies(in: place), expected, law)
    store = try await reopen()
    try expect(try await store.studies(in: place), expected, law)
    let other = try StudySample.name("x", location: "listed.too", project: "other")
    try await store.create(other, StudySample.entries[0])
    try expect(try await store.studies(in: place).count, 3, law)
    try expect(try await store.places(of: "other"), [other.place], "the places of a project are those with studies")
    try expect(try await store.places(of: "none"), [], "the places of a project are those with studies")
  }

  func checkDeletion() async throws {
    let store = try await reopen(), name = try StudySample.name("deleted")
    let law = "a deleted study is gone, and its name is free"
    try await store.create(name, StudySample.entries[0])
    try await store.append(StudySample.entries[1], after: 1, state: .active, to: name)
    try await store.delete(name)
    try await expectError(.notFound, law) { try await store.load(name) }
    try await store.create(name, StudySample.entries[0])
    try expect(try await entries(store, name).count, 1, law)
  }
}
