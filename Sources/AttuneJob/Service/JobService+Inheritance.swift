// SPDX-License-Identifier: Apache-2.0
import AttuneStudy

extension JobService {
  /// What a job with this tuning takes over from the earlier job that it names; nil where it names none.
  ///
  /// - Throws: `JobStoreError` for a job that is unknown or unreadable, `InheritanceError` for one that does not fit.
  public func inheritance(of tuning: JobSpec.Tuning) async throws -> Inheritance? {
    guard let name = tuning.previousJob else { return nil }
    guard let job = try await jobs().first(where: { $0.name == name }) else {
      throw JobStoreError(.notFound, "'resumePreviousJobId': \(try await unknown(name))")
    }
    if case .unreadable(_, let why) = job {
      throw JobStoreError(.unreadable, "'resumePreviousJobId': job '\(name)' can't be read: \(why)")
    }
    guard let id = JobID(rawValue: name) else { throw JobStoreError(.notFound, "'\(name)' is no job's id") }
    let earlier = try await history(of: id).machine
    return try Inheritance(of: tuning, from: id, study: earlier.study, isFinished: earlier.outcome != nil)
  }

  private func unknown(_ name: String) async throws -> String {
    let near = try await jobs().map(\.name).filter { !name.isEmpty && $0.hasPrefix(name) }
    let hint = near.first.map { "; did you mean '\($0)'?" } ?? "; 'attune list' shows them all"
    return "there is no job '\(name)'\(hint)"
  }
}
