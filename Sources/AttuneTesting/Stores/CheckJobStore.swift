// SPDX-License-Identifier: Apache-2.0
public import AttuneJob

/// Holds a store to the laws of `JobStore`; throws the first `JobStoreViolation`.
///
/// - Parameter open: a store as another process would open it: called several times, always over the same storage,
///   which is empty at first.
public func checkJobStore(open: @escaping @Sendable () async throws -> any JobStore) async throws {
  let laws = JobStoreLaws(here: try await open(), elsewhere: try await open())
  try await laws.checkEmptiness()
  try await laws.checkCreation()
  try await laws.checkMissingJob()
  try await laws.checkOwning()
  try await laws.checkFailedTaking()
  try await laws.checkLostLease()
  try await laws.checkJournal()
  try await laws.checkRefusedAppend()
  try await laws.checkTrialTable()
  try await laws.checkMeasurements()
  try await laws.checkCommands()
  try await laws.checkListing()
  try await laws.checkLabels()
}

/// Two doors to one storage.
struct JobStoreLaws: Sendable {
  let here: any JobStore
  let elsewhere: any JobStore

  let owner = JobOwner(host: "here.example", pid: 101)
  let rival = JobOwner(host: "elsewhere.example", pid: 202)

  func expect<Value: Equatable & Sendable>(_ found: Value, _ expected: Value, _ law: String) throws {
    guard found == expected else { throw JobStoreViolation(of: law, found: "\(found) instead of \(expected)") }
  }

  /// The error that `body` ends in.
  func expectError<Value>(
    _ code: JobStoreError.Code, _ law: String, _ body: () async throws(JobStoreError) -> Value
  ) async throws -> JobStoreError {
    do {
      let value = try await body()
      throw JobStoreViolation(of: law, found: "\(value) instead of the error '\(code.rawValue)'")
    } catch let error as JobStoreError {
      try expect(error.code, code, law)
      return error
    }
  }

  /// A new job with a name of its own.
  func create(_ name: String, at milliseconds: Int64 = 1_000) async throws -> JobID {
    guard let id = JobID(rawValue: name) else {
      throw JobStoreViolation(of: "names are job ids", found: "'\(name)'")
    }
    try await here.create(JournalSample.spec, id: id, at: Timestamp(milliseconds: milliseconds))
    return id
  }
}
