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

  package var description: String { "could not \(operation) '\(path)': \(Self.text(of: code))" }

  /// `No space left on device` for ENOSPC.
  package static func text(of code: Int32) -> String { String(cString: strerror(code)) }
}
