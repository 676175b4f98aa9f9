// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A system call that failed.
package struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// `open`, `read`, … as in "could not open".
  package let operation: String
  package let path: String
  package let code: Int32

  package init(_ operation: String, _ path: String, code: Int32 = errno) {
    self.operation = operation
    self.path = path
    self.code = code
  }

  package var description: String {
    "could not \(operation) '\(path)': \(Self.text(of: code))\(advice.map { "; \($0)" } ?? "")"
  }

  /// Whether the same may succeed later, once there is space, a disk is back, or the machine is less busy.
  package var mayPass: Bool {
    [ENOSPC, EDQUOT, EIO, EROFS, ESTALE, EMFILE, ENFILE, EAGAIN, ENOMEM].contains(code)
  }

  /// What the user can do.
  private var advice: String? {
    switch code {
    case ENOSPC, EDQUOT: "free some space there"
    case EROFS: "mount it for writing"
    case EIO: "look at that disk"
    case EMFILE, ENFILE: "raise the limit of open files ('ulimit -n')"
    default: nil
    }
  }

  /// `No space left on device` for ENOSPC.
  package static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
