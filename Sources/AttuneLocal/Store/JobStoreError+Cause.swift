// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import GRDB

extension JobStoreError {
  /// - Parameter task: what was being done, after "could not".
  init(_ error: any Error, when task: String) {
    switch error {
    case let error as JobStoreError: self = error
    case let error as SystemError: self.init(.unavailable, "could not \(task): \(error)")
    case let error as DatabaseError: self = Self.of(error, when: task)
    default: self.init(.unreadable, "could not \(task): \(error)")
    }
  }

  private static func of(_ error: DatabaseError, when task: String) -> JobStoreError {
    let cause = "could not \(task): \(error.message ?? error.resultCode.description)"
    switch error.resultCode {
    case .SQLITE_FULL: return JobStoreError(.unavailable, "\(cause); free some space")
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH, .SQLITE_CANTOPEN:
      return JobStoreError(.unavailable, "\(cause); check the folder's permissions and how it is mounted")
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      return JobStoreError(.unavailable, "\(cause); another process is using it, try again")
    case .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_NOLFS, .SQLITE_INTERRUPT:
      return JobStoreError(.unavailable, "\(cause) (\(error.extendedResultCode))")
    default:
      return JobStoreError(.unreadable, "\(cause); the file is left as it is")
    }
  }
}
