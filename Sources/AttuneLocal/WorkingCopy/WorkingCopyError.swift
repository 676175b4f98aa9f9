// SPDX-License-Identifier: Apache-2.0

/// A snapshot or working copy that could not be made or read.
package struct WorkingCopyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened, to what, what to do.
  package let description: String
  /// Whether the same may succeed later.
  package let mayPass: Bool

  /// - Parameter cause: decides whether trying again may help.
  init(_ description: String, cause: (any Error)? = nil) {
    self.description = description
    mayPass = (cause as? SystemError)?.mayPass ?? (cause as? WorkingCopyError)?.mayPass ?? false
  }
}
