// SPDX-License-Identifier: Apache-2.0
import AttuneJob
import NIOCore

extension APIError {
  /// What a caller is told of an error. Of one that is not foreseen, nothing: it may hold anything.
  init(describing error: any Error) {
    switch error {
    case let error as APIError: self = error
    case let error as JobStoreError: self.init(Self.status(of: error.code), error.description)
    case let error as JobFilesError:
      self.init(error.code == .input ? .failedPrecondition : .unavailable, error.description)
    case let error as StorageError: self.init(Self.status(of: error.code), error.description)
    case let error as InheritanceError: self.init(.invalidArgument, error.description)
    case is CancellationError: self.init(.unavailable, "the server is going down")
    default: self.init(.internalError, "internal error; the server's log says more")
    }
  }

  private static func status(of code: StorageError.Code) -> Status {
    switch code {
    case .invalid, .outOfOrder: .invalidArgument
    case .notFound: .notFound
    case .alreadyExists: .alreadyExists
    case .conflict: .aborted
    case .unavailable: .unavailable
    }
  }

  private static func status(of code: JobStoreError.Code) -> Status {
    switch code {
    case .notFound: .notFound
    case .alreadyExists: .alreadyExists
    case .ownedElsewhere: .aborted
    case .unreadable: .failedPrecondition
    case .leaseLost, .unavailable: .unavailable
    }
  }
}
