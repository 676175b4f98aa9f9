// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import GRDB

extension JobStoreError {
  /// - Parameters:
  ///   - task: what was being done, after "could not".
  ///   - place: whose disk is meant, where the error does not name a file.
  init(_ error: any Error, when task: String, in place: String? = nil) {
    switch error {
    case let error as JobStoreError: self = error
    case let error as SystemError: self.init(.unavailable, "could not \(task): \(error)")
    case let error as DatabaseError: self = Self.of(error, when: task, in: place.map { "'\($0)'" } ?? "its folder")
    default: self.init(.unreadable, "could not \(task): \(error)")
    }
  }

  private static func of(_ error: DatabaseError, when task: String, in place: String) -> JobStoreError {
    let cause = "could not \(task): \(error.message ?? error.resultCode.description)"
    switch error.resultCode {
    case .SQLITE_FULL: return JobStoreError(.unavailable, "\(cause); free some space in \(place)")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
      return JobStoreError(
        .unavailable, "\(cause); check free space, permissions and mount of \(place)")
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      return JobStoreError(.unavailable, "\(cause); another process is using it, try again")
    case .SQLITE_IOERR:
      let code = error.extendedResultCode.rawValue
      return JobStoreError(
        .unavailable, "\(cause) (SQLite's code \(code)); look at the disk of \(place), its free space and your quota")
    case .SQLITE_NOMEM, .SQLITE_NOLFS, .SQLITE_INTERRUPT:
      return JobStoreError(.unavailable, "\(cause) (\(error.extendedResultCode)); try again")
    default:
      return JobStoreError(.unreadable, "\(cause); the file is left as it is")
    }
  }
}
